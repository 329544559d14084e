// Keep set to a new image: one layer from the source layers' metadata and bytes, a config that
// keeps everything but the layer list, a manifest that names its source.
#pragma once

#include <filesystem>
#include <span>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/written_image.h"

namespace whittle::write {

WrittenImage write_image(const Image& source, const FileTree& tree, const KeepSet& keep,
                         std::span<const std::filesystem::path> layer_directories,
                         Compression compression, const std::filesystem::path& work);

}  // namespace whittle::write
