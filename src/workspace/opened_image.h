// An image that can be read: its config and manifest, its layers unpacked, and the tree of its
// files. Every command that looks into an image has one of these, and no command opens an image in
// another way (workspace/workspace.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "container/user.h"
#include "layer/layer_cache.h"
#include "tree/contents.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/package.h"

namespace whittle::workspace {

struct OpenedImage {
  Image image;
  std::vector<layer::CachedLayer>
      layers;  // bottom first; in the cache, and locked while this lives
  std::vector<std::filesystem::path> directories;  // of the layers, in their order
  FileTree tree;
};

// The image with its layers, unpacked, bottom first.
OpenedImage join(Image image, std::vector<layer::CachedLayer> layers);

// The bytes of its files. The image must outlive them.
tree::Contents contents_of(const OpenedImage& opened);
// What its package managers' databases say.
PackageIndex packages_of(const OpenedImage& opened);
// Bytes, uncompressed, of all layers.
std::int64_t size_of(const OpenedImage& opened);
// "USER[:GROUP]" as the runtime finds it in the image's /etc/passwd and /etc/group; empty: root.
// Throws Error where there is no such user.
container::User user_of(const OpenedImage& opened, const std::string& name);

}  // namespace whittle::workspace
