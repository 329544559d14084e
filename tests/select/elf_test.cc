// Loaders and libraries of kept ELF files, searched for as the loaders do.
#include <doctest/doctest.h>

#include <algorithm>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::elf32;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

constexpr const char* kElfLoader = "/lib64/ld-linux-x86-64.so.2";

// A program that needs libx.so, recorded.
void add_program(ImageOnDisk& image, testing::TinyElf elf = {}) {
  if (elf.needed.empty()) elf.needed = {"libx.so"};
  image.file("/app/bin/program", elf64(elf));
  image.recorded("/app/bin/program");
}

void add_library(ImageOnDisk& image, const std::string& path) {
  image.file(path, elf64({}));
}

bool keeps_only(ImageOnDisk& image, const std::string& library) {
  image.select();
  return image.kept_files() == Paths{"/app/bin/program", library} ||
         image.kept_files() == Paths{library, "/app/bin/program"};
}

}  // namespace

TEST_CASE("elf-interpreter and elf-needed: a program's loader, its libraries and theirs") {
  ImageOnDisk image("/lib64 -> usr/lib64\n/usr/lib/x86_64-linux-gnu/libz.so.1 -> libz.so.1.2\n");
  image.file("/usr/lib64/ld-linux-x86-64.so.2", elf64({.soname = "ld-linux-x86-64.so.2"}));
  image.file("/etc/ld.so.cache", "rubbish", "644");
  image.file("/usr/lib/x86_64-linux-gnu/libz.so.1.2", elf64({.needed = {"libc.so.6"}}));
  image.file("/usr/lib/x86_64-linux-gnu/libc.so.6", elf64({.soname = "libc.so.6"}));
  image.file("/usr/lib/x86_64-linux-gnu/libother.so", elf64({}));
  image.file("/bin/app", elf64({.interpreter = kElfLoader, .needed = {"libz.so.1"}}));
  image.recorded("/bin/app");
  CHECK(image.select().warnings.empty());
  CHECK(image.kept_files() ==
        Paths{"/bin/app", "/etc/ld.so.cache", "/lib64", "/usr/lib/x86_64-linux-gnu/libc.so.6",
              "/usr/lib/x86_64-linux-gnu/libz.so.1", "/usr/lib/x86_64-linux-gnu/libz.so.1.2",
              "/usr/lib64/ld-linux-x86-64.so.2"});
  CHECK(image.reason("/usr/lib64/ld-linux-x86-64.so.2").rule == "elf-interpreter");
  CHECK(image.reason("/usr/lib/x86_64-linux-gnu/libz.so.1").evidence == "DT_NEEDED libz.so.1");
  CHECK(image.reason("/usr/lib/x86_64-linux-gnu/libz.so.1").parent == "/bin/app");
  CHECK(image.reason("/usr/lib/x86_64-linux-gnu/libc.so.6").parent ==
        "/usr/lib/x86_64-linux-gnu/libz.so.1.2");
  CHECK(image.reason("/etc/ld.so.cache").rule == "elf-cache");
}

TEST_CASE(
    "elf-needed: RPATH, LD_LIBRARY_PATH, RUNPATH and the default directories, in this order") {
  ImageOnDisk image;
  for (const char* path : {"/rpath/libx.so", "/environment/libx.so", "/runpath/libx.so",
                           "/lib/x86_64-linux-gnu/libx.so", "/usr/local/lib/libx.so"}) {
    add_library(image, path);
  }
  SUBCASE("RPATH is first") {
    image.config.env = {"LD_LIBRARY_PATH=/environment"};
    add_program(image, {.rpath = "/none:/rpath"});
    CHECK(keeps_only(image, "/rpath/libx.so"));
  }
  SUBCASE("RPATH is ignored if there is RUNPATH") {
    add_program(image, {.rpath = "/rpath", .runpath = "/runpath"});
    CHECK(keeps_only(image, "/runpath/libx.so"));
  }
  SUBCASE("the environment comes before RUNPATH") {
    image.config.env = {"LD_LIBRARY_PATH=/environment"};
    add_program(image, {.runpath = "/runpath"});
    CHECK(keeps_only(image, "/environment/libx.so"));
  }
  SUBCASE("the default directories are last") {
    add_program(image, {.runpath = "/none"});
    CHECK(keeps_only(image, "/lib/x86_64-linux-gnu/libx.so"));
  }
}

TEST_CASE("elf-needed: $ORIGIN, $LIB and $PLATFORM") {
  ImageOnDisk image;
  std::string library;
  std::string runpath;
  SUBCASE("origin") {
    library = "/app/lib/libx.so";
    runpath = "$ORIGIN/../lib";
  }
  SUBCASE("braces, and a library directory of the machine") {
    library = "/app/bin/lib/x86_64-linux-gnu/libx.so";
    runpath = "${ORIGIN}/${LIB}";
  }
  SUBCASE("platform") {
    library = "/opt/x86_64/libx.so";
    runpath = "/opt/$PLATFORM";
  }
  add_library(image, library);
  add_program(image, {.runpath = runpath});
  CHECK(keeps_only(image, library));
}

TEST_CASE("elf-needed: a program's RPATH serves its libraries too, its RUNPATH does not") {
  ImageOnDisk image;
  image.file("/opt/libx.so", elf64({.needed = {"liby.so"}}));
  image.file("/opt/liby.so", elf64({}));
  SUBCASE("RPATH") {
    add_program(image, {.rpath = "/opt"});
    CHECK(image.select().warnings.empty());
    CHECK(image.kept("/opt/liby.so"));
  }
  SUBCASE("RUNPATH") {
    add_program(image, {.runpath = "/opt"});
    CHECK(image.select().warnings ==
          Paths{"/opt/libx.so needs liby.so, which is not in the image"});
    CHECK_FALSE(image.kept("/opt/liby.so"));
  }
}

TEST_CASE("elf-needed: a library of another machine or word size is skipped") {
  ImageOnDisk image;
  image.file("/one/libx.so", elf32({.machine = EM_386}));
  image.file("/two/libx.so", elf64({.machine = EM_AARCH64}));
  image.file("/three/libx.so", "no ELF file at all");
  add_library(image, "/four/libx.so");
  add_program(image, {.runpath = "/one:/two:/three:/four"});
  CHECK(keeps_only(image, "/four/libx.so"));
}

TEST_CASE("elf-needed: 32-bit programs find 32-bit libraries") {
  ImageOnDisk image;
  image.file("/bin/program", elf32({.needed = {"libx.so"}, .machine = EM_386}));
  image.recorded("/bin/program");
  add_library(image, "/lib/libx.so");
  image.file("/lib/i386-linux-gnu/libx.so", elf32({.machine = EM_386}));
  image.select();
  CHECK(image.kept_files() == Paths{"/bin/program", "/lib/i386-linux-gnu/libx.so"});
}

TEST_CASE("elf-needed: every glibc-hwcaps variant is kept, with the plain library") {
  ImageOnDisk image;
  add_program(image);
  add_library(image, "/lib/x86_64-linux-gnu/libx.so");
  add_library(image, "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v2/libx.so");
  add_library(image, "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v3/libx.so");
  add_library(image, "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v3/liby.so");
  image.select();
  CHECK(image.kept_files() == Paths{"/app/bin/program",
                                    "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v2/libx.so",
                                    "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v3/libx.so",
                                    "/lib/x86_64-linux-gnu/libx.so"});
}

TEST_CASE("elf-needed: musl has its own directories, and its loader is libc") {
  ImageOnDisk image;
  image.file("/lib/ld-musl-x86_64.so.1", elf64({}));
  add_program(image, {.interpreter = "/lib/ld-musl-x86_64.so.1", .needed = {"libx.so", "libc.so"}});
  add_library(image, "/usr/lib64/libx.so");
  SUBCASE("defaults") {
    add_library(image, "/usr/local/lib/libx.so");
    add_library(image, "/usr/lib/libx.so");
    CHECK(image.select().warnings.empty());
    CHECK(image.kept_files() ==
          Paths{"/app/bin/program", "/lib/ld-musl-x86_64.so.1", "/usr/local/lib/libx.so"});
  }
  SUBCASE("path file") {
    image.file("/etc/ld-musl-x86_64.path", "/none\n/opt/musl:/x\n", "644");
    add_library(image, "/opt/musl/libx.so");
    add_library(image, "/usr/lib/libx.so");
    image.select();
    CHECK(image.kept("/opt/musl/libx.so"));
    CHECK_FALSE(image.kept("/usr/lib/libx.so"));
  }
}

TEST_CASE("elf-needed: a missing library is one warning, unless another file loaded it") {
  ImageOnDisk image;
  add_program(image, {.needed = {"libgone.so", "libplugin.so"}});
  image.file("/odd/place/p.so", elf64({.soname = "libplugin.so"}));
  image.recorded("/odd/place/p.so");
  CHECK(image.select().warnings ==
        Paths{"/app/bin/program needs libgone.so, which is not in the image"});
}

TEST_CASE("elf-needed: a circle of libraries ends") {
  ImageOnDisk image;
  image.file("/opt/a/libx.so", elf64({.needed = {"liby.so"}, .rpath = "/opt/b"}));
  image.file("/opt/b/liby.so", elf64({.needed = {"libx.so"}, .rpath = "/opt/a"}));
  add_program(image, {.rpath = "/opt/a"});
  image.select();
  CHECK(image.kept_files() == Paths{"/app/bin/program", "/opt/a/libx.so", "/opt/b/liby.so"});
}

TEST_CASE("elf-needed: what is excluded is not followed") {
  ImageOnDisk image;
  add_program(image, {.rpath = "/opt"});
  image.file("/opt/libx.so", elf64({.needed = {"liby.so"}}));
  add_library(image, "/opt/liby.so");
  image.options.exclude_patterns = {"libx.so"};
  CHECK(image.select().warnings.empty());
  CHECK(image.kept_files() == Paths{"/app/bin/program"});
}

TEST_CASE("name-service: the libraries that nsswitch.conf names, where glibc is kept") {
  const std::string directory = "/lib/x86_64-linux-gnu/";
  ImageOnDisk image;
  image.file("/etc/nsswitch.conf",
             "# x: no\nhosts: files mdns [NOTFOUND=return] dns\npasswd: ../evil\n", "644");
  image.file(directory + "libnss_mdns.so.2", elf64({.needed = {"libavahi.so"}}));
  image.file(directory + "libnss_files.so.2", elf64({}));
  image.file(directory + "libnss_return.so.2", elf64({}));
  image.file(directory + "libavahi.so", elf64({}));
  image.file(directory + "libc.so.6", elf64({.soname = "libc.so.6"}));
  SUBCASE("a dynamic program") {
    add_program(image, {.needed = {"libc.so.6"}});
    image.select();
    CHECK(image.kept_files() == Paths{"/app/bin/program", "/etc/nsswitch.conf",
                                      directory + "libavahi.so", directory + "libc.so.6",
                                      directory + "libnss_files.so.2",
                                      directory + "libnss_mdns.so.2"});
    CHECK(image.reason(directory + "libnss_mdns.so.2").rule == "name-service");
  }
  SUBCASE("a static program needs none") {
    image.select();
    CHECK(image.kept_files() == Paths{"/etc/nsswitch.conf"});
  }
}

TEST_CASE("this machine's ls is kept with what its loader loads" *
          doctest::skip(!std::filesystem::exists(kElfLoader))) {
  ImageOnDisk image;
  const std::string libraries = "/lib/x86_64-linux-gnu/";
  image.file("/bin/ls", testing::bytes_of("/bin/ls"));
  image.file("/bin/cat", testing::bytes_of("/bin/cat"));
  image.file(kElfLoader, testing::bytes_of(kElfLoader));
  for (const char* name : {"libselinux.so.1", "libpcre2-8.so.0", "libc.so.6", "libz.so.1"}) {
    image.file(libraries + name, testing::bytes_of(libraries + name));
  }
  image.recorded("/bin/ls");
  CHECK(image.select().warnings.empty());
  CHECK(image.kept_files() == Paths{"/bin/ls", libraries + "libc.so.6",
                                    libraries + "libpcre2-8.so.0", libraries + "libselinux.so.1",
                                    kElfLoader});
}
