// Compiled modules of interpreted languages count with the libraries that they need.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using namespace whittle::testing;

namespace {

const std::string kLibrary = "/usr/lib/ruby/3.1.0";

struct HeavyModule : ImageOnDisk {
  HeavyModule() {
    options.keep = select::Keep::closure;
    options.data_budget = 10'000;
    is_a_base();
    file(kLibrary + "/set.rb", "def late\n  require 'set/xml'\nend\n");
    recorded(kLibrary + "/set.rb");
    file(kLibrary + "/set/xml.so", elf64({.needed = {"libxml.so"}}));
    file("/usr/lib/libxml.so", elf64({}) + std::string(9'000, 'x'), "644");
  }
};

}  // namespace

TEST_CASE("a compiled module that no run loaded is kept with its libraries, within the budget") {
  HeavyModule image;
  image.select();
  CHECK(image.kept(kLibrary + "/set/xml.so"));
  CHECK(image.kept("/usr/lib/libxml.so"));
}

TEST_CASE("over the budget it is left out, and a warning names it and the file that requires it") {
  HeavyModule image;
  image.options.data_budget = 8'000;
  const KeepSet& keep = image.select();
  CHECK_FALSE(image.kept(kLibrary + "/set/xml.so"));
  CHECK_FALSE(image.kept("/usr/lib/libxml.so"));
  CHECK(image.reason(kLibrary + "/set/xml.so").rule == "over-budget");
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front().starts_with("left out: " + kLibrary + "/set/xml.so ("));
  CHECK(keep.warnings.front().find(", for require \"set/xml\" in " + kLibrary + "/set.rb): ") !=
        std::string::npos);
}

TEST_CASE("libraries that are kept anyway do not count") {
  HeavyModule image;
  image.options.data_budget = 8'000;
  image.recorded("/usr/lib/libxml.so");
  image.select();
  CHECK(image.kept(kLibrary + "/set/xml.so"));
}
