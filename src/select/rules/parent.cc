#include "select/rules/rules.h"

namespace whittle::select::rules {

void parent(RuleContext& context, const KeptNode& node) {
  if (node.id == FileTree::kRoot) return;
  context.marker.mark(context.tree.node(node.id).parent, {"parent", "", node.path});
}

}  // namespace whittle::select::rules
