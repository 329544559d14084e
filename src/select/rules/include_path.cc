#include "select/nearest.h"
#include "select/rules/rules.h"
#include "text/pattern.h"
#include "tree/resolved_pattern.h"
#include "whittle/error.h"

namespace whittle::select::rules {
namespace {

void include_literal(Selection& selection, const std::string& text, const Reason& reason) {
  const std::string path = text::normal_path(text);
  const std::optional<NodeId> node = selection.marker.mark_path(path, reason);
  if (node) {
    selection.marker.mark_with_contents(*node, reason);
  } else if (!selection.tree.resolve(path, FollowLast::no).node) {
    throw Error("--include-path " + text + ": not in the image",
                nearest_hint(selection.tree, path));
  }
}

}  // namespace

// A dangling symlink is kept as it is; a pattern may match nothing.
void include_path(Selection& selection) {
  for (const std::string& text : selection.options.include_paths) {
    const Reason reason = {"include-path", text, ""};
    if (!text::has_wildcard(text)) {
      include_literal(selection, text, reason);
      continue;
    }
    const text::Pattern pattern = tree::resolved_pattern(selection.tree, text);
    bool any = false;
    for (NodeId id = 0; id < selection.tree.size(); ++id) {
      if (!pattern.matches(selection.tree.path(id))) continue;
      selection.marker.mark_with_contents(id, reason);
      any = true;
    }
    if (!any) selection.warnings.push_back("--include-path " + text + " matches nothing");
  }
}

}  // namespace whittle::select::rules
