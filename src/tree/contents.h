// The bytes of the tree's files, read from the layer cache. Layers are hostile: a file is opened
// beneath its layer's directory with no symlink followed (openat2(2)), and only when it is a
// regular one.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/fd.h"
#include "whittle/file_tree.h"

namespace whittle::tree {

class Contents {
 public:
  // Without directories every file is unreadable. Throws SystemError when a directory cannot be
  // opened.
  Contents(const FileTree& tree, std::span<const std::filesystem::path> layer_directories);

  // Empty when the node is no regular file or its content is not there.
  base::Fd open(NodeId id) const;
  // Up to limit bytes from the start; empty when there is nothing to read.
  std::string head(NodeId id, std::size_t limit) const;

 private:
  const FileTree& tree_;
  std::vector<base::Fd> layers_;
};

}  // namespace whittle::tree
