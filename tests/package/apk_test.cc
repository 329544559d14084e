#include <doctest/doctest.h>

#include "packages_on_disk.h"

using namespace whittle;
using testing::PackagesOnDisk;
using testing::Paths;

namespace {

constexpr const char* kDatabase = "/lib/apk/db/installed";

const std::string kMusl =
    "C:Q1abc=\nP:musl\nV:1.2.4-r2\nA:x86_64\nT:libc\nL:MIT\no:musl\n"
    "F:lib\nM:0:0:755\nR:ld-musl.so.1\na:0:0:755\nZ:Q1x=\nR:libc.so\nZ:Q1y=\n\n";
const std::string kBusybox = "P:busybox\nV:1.36\nA:x86_64\nF:bin\nR:busybox\nF:etc\nR:gone\n\n";

struct Alpine : PackagesOnDisk {
  Alpine() {
    line("/lib/ld-musl.so.1 755 1");
    line("/lib/libc.so 755 1");
    line("/bin/busybox 755 1");
    file(kDatabase, kMusl + kBusybox);
    file("/etc/apk/world", "busybox>1\nmusl\n!conflict\n");
    read();
  }
};

}  // namespace

TEST_CASE("apk: packages of the installed database and their files") {
  Alpine image;
  CHECK(image.names() == Paths{"apk busybox 1.36 x86_64", "apk musl 1.2.4-r2 x86_64"});
  CHECK(image.package("musl").license == "MIT");
  CHECK(image.files("musl") == Paths{"/lib", "/lib/ld-musl.so.1", "/lib/libc.so"});
}

TEST_CASE("apk pruning: the blocks of packages that are left, with the lines of kept files") {
  Alpine image;
  image.keep({"/lib/libc.so", kDatabase, "/etc/apk/world"});
  CHECK(image.content(kDatabase) ==
        "C:Q1abc=\nP:musl\nV:1.2.4-r2\nA:x86_64\nT:libc\nL:MIT\no:musl\n"
        "F:lib\nM:0:0:755\nR:libc.so\nZ:Q1y=\n\n");
  CHECK(image.content("/etc/apk/world") == "musl\n!conflict\n");
  CHECK(image.state("musl") == PackageState::partial);
  CHECK(image.state("busybox") == PackageState::removed);
}

TEST_CASE("apk: a database under /usr is read once, although two paths lead to it") {
  PackagesOnDisk image;
  image.line("/lib -> usr/lib");
  image.file("/usr/lib/apk/db/installed", kBusybox);
  image.read();
  CHECK(image.names() == Paths{"apk busybox 1.36 x86_64"});
}
