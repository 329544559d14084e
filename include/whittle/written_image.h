// A new image, finished but not handed out: its blobs lie in a temporary directory that the
// pipeline owns.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "whittle/image.h"

namespace whittle {

enum class Compression { none, gzip, zstd };

struct WrittenLayer {
  Layer layer;
  std::filesystem::path file;  // the blob
};

struct WrittenImage {
  std::string config_json;
  Descriptor config;
  std::string manifest_json;
  Descriptor manifest;
  std::vector<WrittenLayer> layers;
  Platform platform;
  std::int64_t size = 0;  // bytes, uncompressed, as LayerIndex::size counts
};

}  // namespace whittle
