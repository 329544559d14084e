// Writes a new layer: entries with their metadata as a tar (PAX), compressed, with both digests.
//
// The same entries give the same bytes, whatever the time, the machine and the number of threads.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/fd.h"
#include "layer/compress.h"
#include "whittle/layer_index.h"
#include "whittle/written_image.h"

namespace whittle::layer {

class LayerWriter {
 public:
  LayerWriter(std::filesystem::path file, CompressionSetting compression);
  ~LayerWriter();

  // Add parents before children, and a hard link after its target. content is the file with a
  // regular file's bytes (holes are skipped where metadata.sparse); unused for other types.
  void add(const std::string& path, const FileMetadata& metadata, const base::Fd& content);
  // A regular file with this content of metadata.size bytes.
  void add(const std::string& path, const FileMetadata& metadata, std::string_view content);
  // Closes the file. Media types are the image-spec's.
  WrittenLayer finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whittle::layer
