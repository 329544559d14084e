// Packages of Tcl, and components of LibreOffice.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/component_list.h"
#include "select/language/tcl_source.h"
#include "tiny_elf.h"

using namespace whittle;
using select::read_component_list;
using select::read_tcl_index;
using select::read_tcl_source;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;
using Names = std::set<std::string>;

TEST_CASE("packages that Tcl source requires and an index provides") {
  CHECK(read_tcl_source("package require http\n# package require no\n"
                        "if {[catch {package require -exact tls 1.7}]} {}\npackage require $x\n"
                        "package require") == Names{"http", "tls"});
  CHECK(read_tcl_index("package ifneeded json 1.0 [list source [file join $dir json.tcl]]") ==
        Names{"json"});
}

TEST_CASE("the directory of a package that kept Tcl code requires is kept") {
  ImageOnDisk image;
  image.options.keep = select::Keep::closure;
  image.file("/srv/app/app.tcl", "package require json\n");
  image.recorded("/srv/app/app.tcl");
  image.file("/usr/share/tcltk/tcllib1.21/json/pkgIndex.tcl", "package ifneeded json 1.0 x\n");
  image.file("/usr/share/tcltk/tcllib1.21/json/json.tcl", "package require text\n");
  image.file("/usr/share/tcltk/tcllib1.21/text/pkgIndex.tcl", "package ifneeded text 1.0 x\n");
  image.file("/usr/share/tcltk/tcllib1.21/csv/pkgIndex.tcl", "package ifneeded csv 1.0 x\n");
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/app/app.tcl", "/usr/share/tcltk/tcllib1.21/json/json.tcl",
                                    "/usr/share/tcltk/tcllib1.21/json/pkgIndex.tcl",
                                    "/usr/share/tcltk/tcllib1.21/text/pkgIndex.tcl"});
}

TEST_CASE("components that a kept list of LibreOffice names are kept, each within the budget") {
  const std::string list =
      "<?xml version=\"1.0\"?><components xmlns=\"x\"><component loader=\"SharedLibrary\" "
      "uri=\"vnd.sun.star.expand:$LO_LIB_DIR/librtf.so\"><implementation name=\"a\"/></component>"
      "<component uri=\"vnd.sun.star.expand:$LO_LIB_DIR/libbig.so\"/><component uri=\"x/py.py\"/>"
      "<component uri=\"../../libup.so\"";
  CHECK(read_component_list(list) == Names{"libbig.so", "librtf.so", "libup.so"});
  CHECK(read_component_list("<component uri=\"a.so\"").empty());

  ImageOnDisk image;
  image.options.keep = select::Keep::closure;
  image.options.data_budget = 2000;
  const std::string program = "/usr/lib/libreoffice/program/";
  image.file(program + "services/services.rdb", list, "644");
  image.recorded(program + "services/services.rdb");
  image.file(program + "librtf.so", elf64({}), "644");
  image.file(program + "libbig.so", elf64({}) + std::string(3000, 'x'), "644");
  image.file(program + "libother.so", elf64({}), "644");
  const KeepSet& keep = image.select();
  CHECK(image.kept(program + "librtf.so"));
  CHECK_FALSE(image.kept(program + "libbig.so"));
  CHECK_FALSE(image.kept(program + "libother.so"));
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front().starts_with("1 components that " + program + "services"));
}
