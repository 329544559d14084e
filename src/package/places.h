// Finds the directories of language packages in a tree.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::package {

// Directories of one of these names, ascending.
std::vector<NodeId> directories_named(const FileTree& tree,
                                      std::span<const std::string_view> names);
// Appends the node and all below it, except directories of a name that is left out.
void append_subtree(const FileTree& tree, NodeId root, std::string_view left_out,
                    std::vector<NodeId>& into);

}  // namespace whittle::package
