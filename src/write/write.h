// Keep set to a new image: layers from the source layers' metadata and bytes, a config that keeps
// everything but the layer list and what the user wants changed, a manifest that names its source.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "layer/layer_cache.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"
#include "whittle/written_image.h"
#include "write/options.h"

namespace whittle::write {

struct Source {
  const Image& image;
  const FileTree& tree;
  std::span<const layer::CachedLayer> layers;
  const PackageIndex& packages;
};

// Layers are written into work. Throws Error where the layers do not hold what they say, and where
// the edits name a working directory or a program that the new image will not have.
WrittenImage write_image(const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work);

}  // namespace whittle::write
