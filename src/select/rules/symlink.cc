#include "select/rules/rules.h"

namespace whittle::select::rules {

void symlink(RuleContext& context, const KeptNode& node) {
  if (node.type == FileType::symlink) context.marker.mark_target(node.id);
}

}  // namespace whittle::select::rules
