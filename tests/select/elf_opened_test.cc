// Libraries that a kept ELF file opens by name.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;
using testing::with_strings;

namespace {

constexpr const char* kLoader = "/lib64/ld-linux-x86-64.so.2";

void add_closure_program(ImageOnDisk& image, const std::string& library) {
  image.options.keep = select::Keep::closure;
  image.file("/app", with_strings(elf64({.interpreter = kLoader}), {library}));
  image.recorded("/app");
}

}  // namespace

TEST_CASE("elf-opened: a named library, with what it needs") {
  ImageOnDisk image;
  add_closure_program(image, "libplug.so.1");
  image.file("/lib/libplug.so.1", elf64({.needed = {"libdeep.so"}, .soname = "libplug.so.1"}));
  image.file("/lib/libdeep.so", elf64({}));
  image.file("/lib/libother.so", elf64({}));
  image.select();
  CHECK(image.kept_files() == Paths{"/app", "/lib/libdeep.so", "/lib/libplug.so.1"});
  CHECK(image.reason("/lib/libplug.so.1").rule == "elf-opened");
  CHECK(image.reason("/lib/libplug.so.1").evidence == "opens libplug.so.1 by name");
  CHECK(image.reason("/lib/libplug.so.1").parent == "/app");
  image.options.keep = select::Keep::used;
  image.select();
  CHECK(image.kept_files() == Paths{"/app"});
}

TEST_CASE("elf-opened: not over the budget, counted with the libraries it needs") {
  ImageOnDisk image;
  add_closure_program(image, "libplug.so.1");
  image.file("/lib/libplug.so.1", elf64({.needed = {"libdeep.so"}}));
  image.file("/lib/libdeep.so", elf64({}) + std::string(5000, 'x'));
  image.options.data_budget = 4000;
  image.select();
  CHECK(image.kept_files() == Paths{"/app"});
  CHECK(image.reason("/lib/libplug.so.1").rule == "over-budget");
}

TEST_CASE("elf-opened: for a library only small ones are kept") {
  ImageOnDisk image;
  add_closure_program(image, "libbase.so");
  image.file("/lib/libbase.so",
             with_strings(elf64({.soname = "libbase.so"}), {"libsmall.so", "liblarge.so"}));
  image.file("/lib/libsmall.so", elf64({}));
  image.file("/lib/liblarge.so", elf64({}) + std::string(300 << 10, 'x'));
  image.select();
  CHECK(image.kept_files() == Paths{"/app", "/lib/libbase.so", "/lib/libsmall.so"});
}

TEST_CASE("elf-opened: for a private library larger ones are kept too") {
  ImageOnDisk image;
  add_closure_program(image, "none");
  image.file("/usr/lib/jvm/lib/libawt.so",
             with_strings(elf64({.soname = "libawt.so", .runpath = "$ORIGIN"}), {"liblarge.so"}));
  image.recorded("/usr/lib/jvm/lib/libawt.so");
  image.file("/lib/liblarge.so", elf64({}) + std::string(300 << 10, 'x'));
  image.select();
  CHECK(image.kept("/lib/liblarge.so"));
}
