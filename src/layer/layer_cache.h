// Layers unpacked once, by diff_id, for every image that shares them.
//
//   CACHE/layers/<diff_id hex>/fs      the layer's files with their full metadata; whiteouts and
//                                      opaque directories as overlayfs has them, so that it can be
//                                      a lower directory
//   CACHE/layers/<diff_id hex>/index   its LayerIndex (src/layer/index_file.h)
//   CACHE/locks/<diff_id hex>          shared by users, exclusive for unpacking and eviction
//
// An entry is renamed into place when it is complete. Directories that a killed run left incomplete
// are removed by the next run. Unused entries are evicted, least recently used first, until the
// cache is below its bound.
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
  // Protects the entry from eviction; null for layers outside the cache.
  std::shared_ptr<const base::FileLock> lock;
};

class LayerCache {
 public:
  static constexpr std::int64_t kDefaultBound = std::int64_t{20}
                                                << 30;  // bytes on disk, approximately

  explicit LayerCache(std::filesystem::path directory, std::int64_t bound = kDefaultBound);

  const std::filesystem::path& directory() const { return directory_; }
  // True when every layer is cached, so that a transport does not have to fetch any.
  bool holds(const std::vector<DiffId>& diff_ids) const;
  // All layers of the image, bottom first. Missing ones are unpacked, two at a time where there are
  // two cores, and their diff_ids verified. Throws Error.
  std::vector<CachedLayer> obtain(const Image& image, Progress& progress);
  // Evicts until below the bound. Called by obtain().
  void evict();

 private:
  std::filesystem::path directory_;
  std::int64_t bound_;
};

// Unpacks one layer into a new directory and verifies its diff_id. Used by LayerCache, and for a
// new image whose layers are not cached.
CachedLayer unpack_layer(const BlobSource& blobs, const Layer& layer,
                         const std::filesystem::path& directory);

}  // namespace whittle::layer
