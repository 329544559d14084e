#include "select/closure/compiled_module.h"

#include "select/closure/budget.h"
#include "select/language/languages.h"

namespace whittle::select {
namespace {

bool is_compiled(const std::string& path) {
  return path.ends_with(".so") || path.ends_with(".node");
}

}  // namespace

bool keep_module(RuleContext& context, const std::string& path, const Reason& reason) {
  const std::optional<NodeId> node = context.tree.resolve(path, FollowLast::yes).node;
  if (!node || context.tree.metadata(*node).type != FileType::regular) return false;
  if (is_compiled(path) && !context.marker.kept(*node)) {
    const bool own = context.languages.origins.is_application(*node);
    const std::int64_t budget = own ? context.options.app_budget : context.options.data_budget;
    const std::int64_t bytes = weigh(context, {{path, *node}});
    if (bytes > budget) {
      context.marker.leave_out(
          *node, {"over-budget", reason.evidence + ", " + format_size(bytes), reason.parent});
      if (context.evidence.first_time("over budget " + path)) {
        context.warnings.push_back(path + ", for " + reason.evidence + " in " + reason.parent +
                                   ", is left out: with its libraries " + format_size(bytes) +
                                   ", more than " + (own ? "--app-budget" : "--data-budget"));
      }
      return true;
    }
  }
  context.marker.mark_path(path, reason);
  return true;
}

}  // namespace whittle::select
