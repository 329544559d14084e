#include "package/places.h"

#include <algorithm>

namespace whittle::package {

std::vector<NodeId> directories_named(const FileTree& tree,
                                      std::span<const std::string_view> names) {
  std::vector<NodeId> found;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (std::find(names.begin(), names.end(), tree.node(id).name) == names.end()) continue;
    if (tree.metadata(id).type == FileType::directory) found.push_back(id);
  }
  return found;
}

void append_subtree(const FileTree& tree, NodeId root, std::string_view left_out,
                    std::vector<NodeId>& into) {
  std::vector<NodeId> waiting = {root};
  while (!waiting.empty()) {
    const NodeId id = waiting.back();
    waiting.pop_back();
    into.push_back(id);
    for (const auto& [name, child] : tree.node(id).children) {
      if (name != left_out || tree.metadata(child).type != FileType::directory) {
        waiting.push_back(child);
      }
    }
  }
}

}  // namespace whittle::package
