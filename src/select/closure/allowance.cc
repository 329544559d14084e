#include "select/closure/allowance.h"

#include "select/closure/budget.h"

namespace whittle::select {

std::int64_t mark_within(Selection& selection, const std::vector<NodeId>& files,
                         const Reason& reason, const Allowance& allowance) {
  std::int64_t bytes = 0;
  for (const NodeId file : files) {
    if (!selection.marker.kept(file)) bytes += counted_bytes(selection.tree.metadata(file));
  }
  if (bytes > allowance.bytes) {
    for (const NodeId file : files) {
      selection.marker.pass_over(file, {"over-budget", reason.evidence, reason.parent});
    }
    selection.warnings.push_back(reason.evidence + " (" + format_size(bytes) +
                                 ") are left out: more than " + std::string(allowance.option) +
                                 " has left");
    return 0;
  }
  for (const NodeId file : files) selection.marker.mark(file, reason);
  return bytes;
}

}  // namespace whittle::select
