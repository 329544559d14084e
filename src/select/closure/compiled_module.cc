#include "select/closure/compiled_module.h"

#include "select/closure/budget.h"
#include "select/language/languages.h"

namespace whittle::select {
namespace {

bool is_compiled(const std::string& path) {
  return path.ends_with(".so") || path.ends_with(".node");
}

}  // namespace

bool keep_module(Selection& selection, const std::string& path, const Reason& reason) {
  const std::optional<NodeId> node = selection.tree.resolve(path, FollowLast::yes).node;
  if (!node || selection.tree.metadata(*node).type != FileType::regular) return false;
  if (is_compiled(path) && !selection.marker.kept(*node)) {
    const bool own = selection.languages.origins.is_application(*node);
    const std::int64_t budget = own ? selection.options.app_budget : selection.options.data_budget;
    const std::int64_t bytes = weigh(selection, {{path, *node}});
    if (bytes > budget) {
      selection.marker.pass_over(
          *node, {"over-budget", reason.evidence + ", " + format_size(bytes), reason.parent});
      if (selection.evidence.first_time("over budget " + path)) {
        selection.warnings.push_back(path + ", for " + reason.evidence + " in " + reason.parent +
                                     ", is left out: with its libraries " + format_size(bytes) +
                                     ", more than " + (own ? "--app-budget" : "--data-budget"));
      }
      return true;
    }
  }
  selection.marker.mark_path(path, reason);
  return true;
}

}  // namespace whittle::select
