// Plans to layers, layers to an image: what all ways to write one share.
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

// A layer on disk, what it is and how many bytes it has, as LayerIndex::size counts.
struct NewLayer {
  WrittenLayer written;
  std::string comment;
  std::int64_t size = 0;
};

std::vector<std::filesystem::path> directories_of(std::span<const layer::CachedLayer> layers);

NewLayer write_layer(const LayerPlan& plan, const tree::Contents& contents,
                     layer::CompressionSetting compression, const std::filesystem::path& file);

// An image of these layers, bottom first, that names its source.
WrittenImage assemble(const Image& source, std::span<const NewLayer> layers,
                      const WriteOptions& options);

}  // namespace whittle::write
