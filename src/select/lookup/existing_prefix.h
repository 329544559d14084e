// How much of a path exists in the tree.
#pragma once

#include <string>
#include <string_view>

#include "whittle/file_tree.h"

namespace whittle::select {

// The node of the longest prefix of an absolute path that is in the tree; symlinks are not
// followed. At least the root.
inline NodeId longest_existing_prefix(const FileTree& tree, std::string_view path) {
  while (path.size() > 1) {
    const std::optional<NodeId> node = tree.find(path);
    if (node) return *node;
    path = path.substr(0, path.rfind('/'));
  }
  return FileTree::kRoot;
}

}  // namespace whittle::select
