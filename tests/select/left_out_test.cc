// What is said of what was left out because of its size.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

struct SmallBudget : ImageOnDisk {
  SmallBudget() {
    options.keep = select::Keep::closure;
    options.data_budget = 1000;
    is_a_base();
  }
  void names(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) line(path + " 644 2000000");
    file("/app", testing::with_strings(testing::elf64({}), paths));
    recorded("/app");
  }
};

}  // namespace

TEST_CASE("left out: a path that a program names, with sizes and what would keep it") {
  SmallBudget image;
  image.names({"/usr/lib/R/library.rds"});
  CHECK(image.select().warnings ==
        Paths{"left out: /usr/lib/R/library.rds (2.0 MB, for /app): more than --data-budget (1.0 "
              "kB); --data-budget 2M or --include-path /usr/lib/R/library.rds keeps it"});
}

TEST_CASE("left out: many of a kind are one line with the largest") {
  SmallBudget image;
  image.names({"/opt/a", "/opt/b", "/opt/c", "/opt/d", "/opt/e"});
  const KeepSet& keep = image.select();
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front().starts_with(
      "left out: 5 paths that kept files name (10.0 MB), the largest /opt/a (2.0 MB, for /app), "));
}

TEST_CASE("left out: nothing is said of what another rule keeps, nor of build inputs") {
  SmallBudget image;
  image.names({"/opt/kept", "/usr/share/Makefile", "/usr/include/x.h"});
  image.options.include_paths = {"/opt/kept"};
  CHECK(image.select().warnings.empty());
}

TEST_CASE("left out: a budget that others used is added up") {
  SmallBudget image;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file("/usr/lib/python3.11/os.py", "");
  image.recorded("/usr/lib/python3.11/os.py");
  image.file(site + "/large/__init__.py", "");
  image.recorded(site + "/large/__init__.py");
  image.file(site + "/large/data.bin", std::string(700, 'x'));
  image.file(site + "/large/locale/de.mo", std::string(900, 'x'));
  const KeepSet& keep = image.select();
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front().find("with what is kept already 1.6 kB, more than --data-budget "
                                   "(1.0 kB)") != std::string::npos);
}

TEST_CASE("a module for another C library is not missed") {
  SmallBudget image;
  image.file("/lib64/ld-linux-x86-64.so.2", testing::elf64({}));
  image.file("/opt/a.node", testing::elf64({.needed = {"libc.musl-x86_64.so.1", "libz.so.9"}}));
  image.recorded("/opt/a.node");
  CHECK(image.select().warnings.empty());
}

TEST_CASE("caches are not the application's") {
  ImageOnDisk image(
      "/root/.npm/a 644 9\n/root/.npm/b 644 9\n/root/app/a 644 9\n/root/app/b 644 9\n");
  image.options.keep = select::Keep::closure;
  image.recorded("/root/.npm/a");
  image.recorded("/root/app/a");
  image.select();
  CHECK_FALSE(image.kept("/root/.npm/b"));
  CHECK(image.kept("/root/app/b"));
}
