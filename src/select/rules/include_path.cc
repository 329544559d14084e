#include "select/lookup/path_hint.h"
#include "select/rules/rules.h"
#include "text/pattern.h"
#include "tree/resolved_pattern.h"
#include "whittle/error.h"

namespace whittle::select::rules {
namespace {

void include_literal(RuleContext& context, const std::string& text, const Reason& reason) {
  const std::string path = text::normal_path(text);
  const std::optional<NodeId> node = context.marker.mark_path(path, reason);
  if (node) {
    context.marker.mark_with_contents(*node, reason);
  } else if (!context.tree.resolve(path, FollowLast::no).node) {
    throw Error("--include-path " + text + ": not in the image", path_hint(context.tree, path));
  }
}

}  // namespace

// A dangling symlink is kept as it is; a pattern may match nothing.
void include_path(RuleContext& context) {
  for (const std::string& text : context.options.include_paths) {
    const Reason reason = {"include-path", text, ""};
    if (!text::has_wildcard(text)) {
      include_literal(context, text, reason);
      continue;
    }
    const text::Pattern pattern = tree::resolved_pattern(context.tree, text);
    bool any = false;
    for (NodeId id = 0; id < context.tree.size(); ++id) {
      if (!pattern.matches(context.tree.path(id))) continue;
      context.marker.mark_with_contents(id, reason);
      any = true;
    }
    if (!any) context.warnings.push_back("--include-path " + text + " matches nothing");
  }
}

}  // namespace whittle::select::rules
