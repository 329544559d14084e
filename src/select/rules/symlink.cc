#include "select/rules/rules.h"

namespace whittle::select::rules {

void symlink(Selection& selection, const KeptNode& node) {
  if (node.type == FileType::symlink) selection.marker.mark_target(node.id);
}

}  // namespace whittle::select::rules
