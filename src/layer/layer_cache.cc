#include "layer/layer_cache.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <optional>
#include <system_error>
#include <thread>

#include "base/interruption.h"
#include "base/temp_dir.h"
#include "base/user_namespace.h"
#include "layer/index_file.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

namespace fs = std::filesystem;
using base::FileLock;

constexpr std::string_view kUnfinished =
    ".part";  // CACHE/layers/<hex>.part: being unpacked or removed
constexpr std::chrono::milliseconds kLockPause{20};

// One layer's entry in the cache.
class Entry {
 public:
  Entry(const fs::path& cache, std::string hex)
      : lock_file_(cache / "locks" / hex),
        directory_(cache / "layers" / hex),
        unfinished_(cache / "layers" / (hex + std::string(kUnfinished))) {}

  fs::path files() const { return directory_ / "fs"; }
  fs::path index_file() const { return directory_ / "index"; }
  bool is_whole() const { return fs::is_directory(files()) && is_whole_index_file(index_file()); }

  std::optional<FileLock> attempt(FileLock::Mode mode) const {
    return FileLock::attempt(lock_file_, mode);
  }

  // The cached layer, if there is one. Needs the shared lock.
  std::optional<CachedLayer> open(FileLock& lock) const {
    if (!fs::is_directory(files())) return std::nullopt;
    auto index = read_index_file(index_file());
    if (!index) return std::nullopt;
    ::utimensat(AT_FDCWD, index_file().c_str(), nullptr, 0);  // used now
    return CachedLayer{files(), std::move(*index),
                       std::make_shared<const FileLock>(std::move(lock))};
  }

  // Needs the exclusive lock.
  void unpack(const BlobSource& blobs, const Layer& layer) const {
    discard();
    try {
      const CachedLayer unpacked = unpack_layer(blobs, layer, unfinished_ / "fs");
      write_index_file(unfinished_ / "index", unpacked.index);
    } catch (...) {
      base::remove_tree(unfinished_);
      throw;
    }
    fs::rename(unfinished_, directory_);
  }

  // Needs the exclusive lock. The entry is renamed away before it is removed.
  void discard() const {
    base::remove_tree(unfinished_);
    std::error_code absent;
    fs::rename(directory_, unfinished_, absent);
    if (!absent) base::remove_tree(unfinished_);
  }

 private:
  fs::path lock_file_;
  fs::path directory_;
  fs::path unfinished_;
};

CachedLayer obtain_one(const Entry& entry, const BlobSource& blobs, const Layer& layer) {
  for (;;) {
    // Never waits while holding a lock, so that no two runs wait for each other.
    if (auto lock = entry.attempt(FileLock::Mode::shared)) {
      if (auto found = entry.open(*lock)) return std::move(*found);
    }
    if (auto lock = entry.attempt(FileLock::Mode::exclusive)) {
      if (!entry.is_whole()) entry.unpack(blobs, layer);
      continue;
    }
    base::poll_interruptibly(nullptr, 0, kLockPause);
  }
}

// Calls body(0 .. count-1) on several threads. Throws the first exception after all have ended.
template <typename Body>
void in_parallel(std::size_t count, const Body& body) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  const auto work = [&] {
    for (std::size_t i = next++; i < count && !failed; i = next++) {
      try {
        body(i);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    const std::size_t cores = std::min<std::size_t>(2, std::thread::hardware_concurrency());
    for (std::size_t i = 1; i < std::min(cores, count); ++i) threads.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

LayerCache::LayerCache(fs::path directory, std::int64_t bound)
    // In a user namespace, files get other owners and whiteouts another form.
    : directory_(base::in_user_namespace() ? directory / "rootless" : directory), bound_(bound) {
  for (const char* name : {"layers", "locks"}) {
    std::error_code error;
    fs::create_directories(directory_ / name, error);
    if (error) {
      throw SystemError("cannot create the cache " + (directory_ / name).string(), error.value(),
                        "choose another directory with --cache DIR");
    }
  }
}

bool LayerCache::holds(const std::vector<DiffId>& diff_ids) const {
  return std::all_of(diff_ids.begin(), diff_ids.end(), [&](const DiffId& diff_id) {
    return Entry(directory_, std::string(diff_id.digest.hex())).is_whole();
  });
}

std::vector<CachedLayer> LayerCache::obtain(const Image& image, Progress& progress) {
  std::map<DiffId, std::size_t> places;  // an image may have the same layer twice
  std::vector<const Layer*> layers;
  for (const Layer& layer : image.layers) {
    if (places.emplace(layer.diff_id, layers.size()).second) layers.push_back(&layer);
  }
  const auto entry = [&](const Layer& layer) {
    return Entry(directory_, std::string(layer.diff_id.digest.hex()));
  };
  const auto missing = std::count_if(layers.begin(), layers.end(), [&](const Layer* layer) {
    return !fs::exists(entry(*layer).index_file());
  });
  progress.detail(std::to_string(layers.size()) + " layers, " + std::to_string(missing) +
                  " to unpack");
  std::vector<CachedLayer> obtained(layers.size());
  in_parallel(layers.size(), [&](std::size_t i) {
    obtained[i] = obtain_one(entry(*layers[i]), *image.blobs, *layers[i]);
  });
  std::vector<CachedLayer> result;
  for (const Layer& layer : image.layers) result.push_back(obtained[places.at(layer.diff_id)]);
  evict();
  return result;
}

void LayerCache::evict() {
  struct Candidate {
    fs::file_time_type used;
    std::string hex;
    std::int64_t size;
  };
  std::vector<Candidate> candidates;
  std::int64_t total = 0;
  for (const fs::directory_entry& found : fs::directory_iterator(directory_ / "layers")) {
    const std::string hex = found.path().filename().stem().string();
    const Entry entry(directory_, hex);
    if (found.path().extension() == kUnfinished) {
      // If the lock can be taken, the run that made it is gone.
      const auto lock = entry.attempt(FileLock::Mode::exclusive);
      if (lock) base::remove_tree(found.path());
      continue;
    }
    std::error_code absent;
    candidates.push_back(
        {fs::last_write_time(entry.index_file(), absent), hex, unpacked_size(entry.index_file())});
    total += candidates.back().size;
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.used < b.used; });
  for (const Candidate& candidate : candidates) {
    if (total <= bound_) break;
    const Entry entry(directory_, candidate.hex);
    const auto lock = entry.attempt(FileLock::Mode::exclusive);
    if (!lock) continue;
    entry.discard();
    total -= candidate.size;
  }
}

}  // namespace whittle::layer
