// The part of a path that the tree has.
#pragma once

#include <string>
#include <string_view>

#include "whittle/file_tree.h"

namespace whittle::select {

// The node of the longest part of an absolute path that is in the tree; no symlink is followed. The
// root is always there.
inline NodeId longest_existing_prefix(const FileTree& tree, std::string_view path) {
  while (path.size() > 1) {
    const std::optional<NodeId> node = tree.find(path);
    if (node) return *node;
    path = path.substr(0, path.rfind('/'));
  }
  return FileTree::kRoot;
}

}  // namespace whittle::select
