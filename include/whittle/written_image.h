// A new image, finished but not handed out: its blobs lie in a temporary directory that the
// pipeline owns.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "whittle/image.h"

namespace whittle {

enum class Compression { none, gzip, zstd };

struct WrittenLayer {
  Layer layer;
  std::filesystem::path file;  // the blob
};

// A document about the image, which goes with it to the destinations that can hold one.
struct Attachment {
  std::string media_type;
  std::string bytes;
  std::map<std::string, std::string> annotations;
};

struct WrittenImage {
  std::string config_json;
  Descriptor config;
  std::string manifest_json;
  Descriptor manifest;
  std::vector<WrittenLayer> layers;
  Platform platform;
  std::int64_t size = 0;  // bytes, uncompressed, as LayerIndex::size counts
  std::vector<Attachment> attachments;
};

}  // namespace whittle
