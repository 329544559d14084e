// Writes a new image from a keep set: layers with the metadata and bytes of the source layers, the
// source's config with a new list of layers and the user's edits, and a manifest that names the
// source.
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

// Layers are written into work. Throws Error where the cached layers do not match their indexes,
// and where the edits name a working directory or a program that the new image does not have.
WrittenImage write_image(const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work);

}  // namespace whittle::write
