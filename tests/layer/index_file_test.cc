#include "layer/index_file.h"

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/sha256.h"
#include "base/temp_dir.h"

using namespace whittle;

namespace {

LayerIndex sample() {
  LayerIndex index;
  index.diff_id.digest = base::sha256("layer");
  index.size = 123456789012;
  index.entries.push_back({"/d", {.type = FileType::directory, .mode = 0755, .mtime = {-1, 999}}});
  index.entries.push_back({"/d/f",
                           {.mode = 04755,
                            .uid = 4000000000,
                            .gid = 7,
                            .size = 1LL << 40,
                            .mtime = {1700000000, 5},
                            .xattrs = {{"user.x", std::string("\0\1", 2)}},
                            .extents = {{4096, 10}, {1LL << 30, 5}},
                            .sparse = true}});
  index.entries.push_back(
      {"/null", {.type = FileType::char_device, .device_major = 1, .device_minor = 3}});
  index.entries.push_back({"/l", {.type = FileType::hardlink, .link_target = "/d/f"}});
  return index;
}

bool equal(const LayerIndex& a, const LayerIndex& b) {
  return a.diff_id == b.diff_id && a.size == b.size &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const LayerEntry& x, const LayerEntry& y) {
                      return x.path == y.path && x.metadata == y.metadata;
                    });
}

}  // namespace

TEST_CASE("an index is read as it was written") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  const auto file = directory.path() / "index";
  layer::write_index_file(file, sample());
  const auto read = layer::read_index_file(file);
  REQUIRE(read);
  CHECK(equal(*read, sample()));
  CHECK(layer::is_whole_index_file(file));
  CHECK(layer::unpacked_size(file) > 0);
  CHECK(layer::unpacked_size(file) < 100'000);  // a hole takes no room
}

TEST_CASE("a damaged index counts as missing") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  const auto file = directory.path() / "index";
  CHECK_FALSE(layer::read_index_file(file));
  layer::write_index_file(file, sample());
  const std::string whole = base::read_file(file);
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    base::write_file(file, whole.substr(0, at));
    CHECK_FALSE(layer::is_whole_index_file(file));
    if (at >= 22 && at < 30) continue;  // the checksum does not cover the approximate size
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    base::write_file(file, broken);
    CHECK_FALSE(layer::read_index_file(file));
  }
}
