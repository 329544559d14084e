// The bytes of the tree's files, read from the layer cache. Layers are hostile: a file is opened
// below its layer's directory without following symlinks (openat2(2)), and only if it is a regular
// file.
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
  // If layer_directories is empty, no file can be read. Throws SystemError when a directory cannot
  // be opened.
  Contents(const FileTree& tree, std::span<const std::filesystem::path> layer_directories);

  // Not open when the node is not a regular file or its content is missing.
  base::Fd open(NodeId id) const;
  // Up to limit bytes from the start; empty when it cannot be read.
  std::string head(NodeId id, std::size_t limit) const;

 private:
  const FileTree& tree_;
  std::vector<base::Fd> layers_;
};

}  // namespace whittle::tree
