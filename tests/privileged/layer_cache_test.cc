#include "layer/layer_cache.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <atomic>
#include <thread>

#include "base/atomic_file.h"
#include "base/temp_dir.h"
#include "layer/tar_builder.h"
#include "whittle/error.h"

using namespace whittle;
using testing::TarBuilder;
namespace fs = std::filesystem;

namespace {

// Counts how often a layer is read.
class Blobs : public BlobSource {
 public:
  std::unique_ptr<ByteSource> open(const Layer& layer) const override {
    ++opened;
    return std::make_unique<testing::StringSource>(tars.at(layer.diff_id));
  }
  std::map<DiffId, std::string> tars;
  mutable std::atomic<int> opened{0};
};

struct Sample {
  std::shared_ptr<Blobs> blobs = std::make_shared<Blobs>();
  Image image;

  explicit Sample(int layers) {
    image.blobs = blobs;
    for (int i = 0; i < layers; ++i) {
      add(TarBuilder().file("file" + std::to_string(i), std::string(100'000, 'x')).finish());
    }
  }
  void add(const std::string& tar) {
    image.layers.push_back(testing::layer_of(tar, tar));
    blobs->tars[image.layers.back().diff_id] = tar;
  }
  std::vector<DiffId> diff_ids() const {
    std::vector<DiffId> ids;
    for (const Layer& layer : image.layers) ids.push_back(layer.diff_id);
    return ids;
  }
};

struct Work {
  base::TempDir directory{fs::temp_directory_path(), "whittle-test"};
  fs::path cache = directory.path() / "deep" / "cache";
  fs::path layers = cache / "layers";
  SilentProgress progress;

  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(layers), fs::directory_iterator()));
  }
};

}  // namespace

TEST_CASE("layers are unpacked once, also one that is there twice") {
  Work work;
  Sample sample(4);
  sample.image.layers.push_back(sample.image.layers[1]);
  layer::LayerCache cache(work.cache);
  CHECK_FALSE(cache.holds(sample.diff_ids()));
  for (int i = 0; i < 2; ++i) {
    const auto layers = cache.obtain(sample.image, work.progress);
    REQUIRE(layers.size() == 5);
    CHECK(fs::file_size(layers[3].directory / "file3") == 100'000);
    CHECK(layers[4].directory == layers[1].directory);
    CHECK(layers[0].index.entries[0].path == "/file0");
  }
  CHECK(sample.blobs->opened == 4);
  CHECK(cache.holds(sample.diff_ids()));
  CHECK(work.entries() == 4);
}

TEST_CASE("several users of one cache share the work") {
  Work work;
  const Sample sample(6);
  std::atomic<int> files{0};
  {
    std::vector<std::jthread> users;
    for (int i = 0; i < 4; ++i) {
      users.emplace_back([&] {
        SilentProgress progress;
        layer::LayerCache cache(work.cache);
        for (const auto& layer : cache.obtain(sample.image, progress)) {
          files += fs::exists(layer.directory) && !layer.index.entries.empty();
        }
      });
    }
  }
  CHECK(files == 24);
  CHECK(sample.blobs->opened == 6);
}

TEST_CASE("a damaged index is made anew with its layer") {
  Work work;
  const Sample sample(1);
  layer::LayerCache cache(work.cache);
  const fs::path index =
      cache.obtain(sample.image, work.progress)[0].directory.parent_path() / "index";
  base::write_file(index, base::read_file(index).substr(0, 50));
  CHECK_FALSE(cache.holds(sample.diff_ids()));
  CHECK(cache.obtain(sample.image, work.progress)[0].index.entries.size() == 1);
  CHECK(sample.blobs->opened == 2);
}

TEST_CASE("a layer that fails leaves nothing behind") {
  Work work;
  Sample sample(1);
  const std::string bad = TarBuilder().file("x").file("../y").finish();
  sample.add(bad);
  layer::LayerCache cache(work.cache);
  CHECK_THROWS_AS(cache.obtain(sample.image, work.progress), Error);
  CHECK(work.entries() <= 1);  // the good one may be there
  CHECK_FALSE(fs::exists(work.layers /
                         (std::string(sample.image.layers[1].diff_id.digest.hex()) + ".part")));
}

TEST_CASE("what a killed run has left is removed, what a live one unpacks is not") {
  Work work;
  const Sample sample(1);
  layer::LayerCache cache(work.cache);
  const std::string dead(64, 'd');
  const std::string live(64, 'a');
  for (const std::string& hex : {dead, live})
    fs::create_directories(work.layers / (hex + ".part") / "fs");
  const auto lock =
      base::FileLock::wait(work.cache / "locks" / live, base::FileLock::Mode::exclusive);
  cache.obtain(sample.image, work.progress);
  CHECK_FALSE(fs::exists(work.layers / (dead + ".part")));
  CHECK(fs::exists(work.layers / (live + ".part")));
}

TEST_CASE("the least recently used layers go, those in use stay") {
  Work work;
  const Sample old(3);
  layer::LayerCache cache(work.cache, 250'000);  // two layers of 100 KB
  auto in_use = cache.obtain(old.image, work.progress);
  CHECK(work.entries() == 3);
  Sample fresh(0);
  fresh.add(TarBuilder().file("new", std::string(120'000, 'n')).finish());
  for (const layer::CachedLayer& layer : in_use) {
    const fs::path index = layer.directory.parent_path() / "index";
    fs::last_write_time(index, fs::last_write_time(index) - std::chrono::hours(1));
  }
  cache.obtain(fresh.image, work.progress);
  CHECK(work.entries() == 4);  // above the bound, but all were in use
  in_use.resize(1);
  cache.evict();
  CHECK(work.entries() == 2);
  CHECK(fs::exists(in_use[0].directory));
  CHECK(cache.holds(fresh.diff_ids()));
}
