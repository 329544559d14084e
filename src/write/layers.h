// Writes plans as layers and assembles layers into an image, for all modes of --layers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "layer/layer_cache.h"
#include "tree/contents.h"
#include "whittle/written_image.h"
#include "write/options.h"
#include "write/plan.h"

namespace whittle::write {

// A layer on disk. size: bytes as LayerIndex::size counts. comment: for the history.
struct NewLayer {
  WrittenLayer written;
  std::string comment;
  std::int64_t size = 0;
};

std::vector<std::filesystem::path> directories_of(std::span<const layer::CachedLayer> layers);

NewLayer write_layer(const LayerPlan& plan, const tree::Contents& contents,
                     layer::CompressionSetting compression, const std::filesystem::path& file);

// An image of these layers, bottom first, with annotations that name its source.
WrittenImage assemble(const Image& source, std::span<const NewLayer> layers,
                      const WriteOptions& options);

}  // namespace whittle::write
