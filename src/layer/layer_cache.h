// Layers unpacked once, by diff_id, for every image that shares them.
//
//   CACHE/layers/<diff_id hex>/fs      the layer's files with their full metadata; whiteouts and
//   opaque
//                                      directories in overlayfs' form, so that it serves as a lower
//                                      directory
//   CACHE/layers/<diff_id hex>/index   its LayerIndex (src/layer/index_file.h)
//   CACHE/locks/<diff_id hex>          shared by users, exclusive for who unpacks or evicts
//
// An entry appears by one rename, complete. A killed run's half-unpacked directories are removed by
// the next one. Entries not in use are evicted, least recently used first, until the cache is below
// its bound.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/file_lock.h"
#include "whittle/image.h"
#include "whittle/layer_index.h"
#include "whittle/progress.h"

namespace whittle::layer {

struct CachedLayer {
  std::filesystem::path directory;  // the "fs" above; never written to
  LayerIndex index;
  std::shared_ptr<const base::FileLock>
      lock;  // keeps the entry from eviction; null for layers outside the cache
};

class LayerCache {
 public:
  static constexpr std::int64_t kDefaultBound = std::int64_t{20} << 30;  // bytes on disk, about

  explicit LayerCache(std::filesystem::path directory, std::int64_t bound = kDefaultBound);

  const std::filesystem::path& directory() const { return directory_; }
  // True when every layer is there already: a transport then need not fetch any.
  bool holds(const std::vector<DiffId>& diff_ids) const;
  // All layers of the image, bottom first; what is missing is unpacked, two at a time where there
  // are two cores, and its diff_id verified. Throws Error.
  std::vector<CachedLayer> obtain(const Image& image, Progress& progress);
  // Evicts until below the bound. Called by obtain().
  void evict();

 private:
  std::filesystem::path directory_;
  std::int64_t bound_;
};

// Unpacks one layer into an empty directory (created), verifying its diff_id; the LayerCache's own
// step, also used for a new image that is not worth caching.
CachedLayer unpack_layer(const BlobSource& blobs, const Layer& layer,
                         const std::filesystem::path& directory);

}  // namespace whittle::layer
