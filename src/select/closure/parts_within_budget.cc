#include "select/closure/parts_within_budget.h"

namespace whittle::select {

std::string budget_for(std::int64_t bytes) {
  constexpr std::int64_t kMega = std::int64_t{1} << 20;
  return std::to_string((bytes + kMega - 1) / kMega) + "M";
}

bool keep_parts_within(RuleContext& context, const std::vector<tree::GlobMatch>& files,
                       const std::string& place, const Reason& reason, const Budget& budget) {
  const std::int64_t bytes = weigh(context, files);
  if (bytes <= budget.bytes) {
    keep_all(context, files, reason);
    return true;
  }
  const std::string size = format_size(bytes);
  for (const tree::GlobMatch& file : files) {
    context.marker.leave_out(file.node,
                             {"over-budget", reason.evidence + ", " + size, reason.parent});
  }
  if (context.evidence.first_time("over budget " + place)) {
    context.warnings.push_back(place + " (" + size + ") is left out, more than " +
                               std::string(budget.option) + "; " + reason.parent + ": " +
                               reason.evidence + "; " + std::string(budget.option) + " " +
                               budget_for(bytes) + " or --include-path " + place + " keeps it");
  }
  return false;
}

}  // namespace whittle::select
