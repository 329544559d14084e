// Directories that wait for a first write.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::ImageOnDisk;

TEST_CASE("waiting-directory: empty ones, unless root's 0755 of the base or of a package") {
  const FileTree tree = testing::tree(
      {testing::layer("/usr/lib/os-release\n/var/base/\n/var/mail/ 2775 0:8\n/var/tool/\n"),
       testing::layer("/data/in/\n/home/ann/ 700 5:5\n/home/ann/.profile 644 9\n/var/pkg/\n")});
  ImageConfig config;
  Trace trace;
  PackageIndex packages;
  packages.packages = {Package{.name = "p", .files = {tree.find("/var/pkg").value()}}};
  const tree::Contents contents(tree, {});
  const KeepSet keep = select::select({tree, contents, config, trace, packages}, {});
  const auto kept = [&](const char* path) { return keep.verdicts[tree.find(path).value()].kept; };
  CHECK(kept("/data/in"));
  CHECK(kept("/var/mail"));
  CHECK(kept("/home/ann"));
  CHECK_FALSE(kept("/home/ann/.profile"));
  CHECK_FALSE(kept("/var/base"));
  CHECK_FALSE(kept("/var/pkg"));
}

TEST_CASE("waiting-directory: not with --keep used") {
  ImageOnDisk image("/data/\n");
  image.select();
  CHECK_FALSE(image.kept("/data"));
}

TEST_CASE("named-place: the directory of a socket that used files name") {
  ImageOnDisk image("/run/web/\n/run/tool/\n/run/other/\n/var/lib/app/x 644 9\n");
  image.is_a_base();
  image.options.keep = select::Keep::closure;
  image.file("/etc/web.conf", "pid /run/web/web.pid\n# /run/other/x\nstate=/var/lib/app/state\n");
  image.file("/app", testing::with_strings(testing::elf64({}), {"/run/tool"}));
  image.recorded("/etc/web.conf");
  image.recorded("/app");
  image.select();
  CHECK(image.reason("/run/web").rule == "named-place");
  CHECK(image.reason("/run/web").evidence == "names /run/web/web.pid");
  CHECK(image.kept("/run/tool"));
  CHECK_FALSE(image.kept("/run/other"));
  CHECK(image.kept("/var/lib/app"));
  CHECK_FALSE(image.kept("/var/lib/app/x"));
}
