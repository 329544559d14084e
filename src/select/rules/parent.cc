#include "select/rules/rules.h"

namespace whittle::select::rules {

void parent(Selection& selection, const KeptNode& node) {
  if (node.id == FileTree::kRoot) return;
  selection.marker.mark(selection.tree.node(node.id).parent, {"parent", "", node.path});
}

}  // namespace whittle::select::rules
