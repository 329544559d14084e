#include "select/lookup/existing_prefix.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// "Not there" and "no such directory" may lead a program to different ends.
void looked_up(Selection& selection) {
  for (const auto& [path, use] : selection.trace.absent) {
    const NodeId node = deepest_existing(selection.tree, path);
    if (selection.tree.metadata(node).type == FileType::directory) {
      selection.marker.mark(node, {"looked-up", path + " was looked for", ""});
    }
  }
}

}  // namespace whittle::select::rules
