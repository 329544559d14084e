// An image whose units are loaded: the original, or the result. All must outlive it.
#pragma once

#include <filesystem>
#include <span>

#include "tree/contents.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::rehearse {

struct Subject {
  const Image& image;
  const FileTree& tree;
  std::span<const std::filesystem::path> directories;  // its unpacked layers, bottom first
};

}  // namespace whittle::rehearse
