#include "select/lookup/existing_prefix.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// Keeps the directory in which a missing file was looked for: a program may behave differently if
// the directory is missing too.
void looked_up(RuleContext& context) {
  for (const auto& [path, use] : context.trace.absent) {
    const NodeId node = longest_existing_prefix(context.tree, path);
    if (context.tree.metadata(node).type == FileType::directory) {
      context.marker.mark(node, {"looked-up", path + " was looked for", ""});
    }
  }
}

}  // namespace whittle::select::rules
