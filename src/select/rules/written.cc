#include "select/lookup/existing_prefix.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// What the run wrote does not go into the image, but the file as it was before, or the directory to
// write into, must be there.
void written(RuleContext& context) {
  for (const std::string& path : context.trace.written) {
    const NodeId node = longest_existing_prefix(context.tree, path);
    const bool itself = context.tree.find(path).has_value();
    context.marker.mark(node, {"written", itself ? "written" : path + " was written", ""});
  }
}

}  // namespace whittle::select::rules
