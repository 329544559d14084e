// A new layer: entries with their metadata to a tar (PAX), compressed, with both digests on the
// way.
//
// Same entries, same bytes: nothing of the time, the machine or the number of threads enters the
// output.
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

  // Entries come parents before children, a hard link after its target. content is the file that
  // holds a regular file's bytes (read with holes skipped where metadata.sparse), else unused.
  void add(const std::string& path, const FileMetadata& metadata, const base::Fd& content);
  // A regular file of this content, which has metadata.size bytes.
  void add(const std::string& path, const FileMetadata& metadata, std::string_view content);
  // Closes the file. Media types are the image-spec's.
  WrittenLayer finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whittle::layer
