#include "select/lookup/existing_prefix.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// What the run wrote is not in the image; what it was before, and the directory to write into, must
// be.
void written(Selection& selection) {
  for (const std::string& path : selection.trace.written) {
    const NodeId node = deepest_existing(selection.tree, path);
    const bool itself = selection.tree.find(path).has_value();
    selection.marker.mark(node, {"written", itself ? "written" : path + " was written", ""});
  }
}

}  // namespace whittle::select::rules
