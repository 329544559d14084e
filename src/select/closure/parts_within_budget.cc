#include "select/closure/parts_within_budget.h"

#include <utility>

#include "text/size.h"

namespace whittle::select {

bool keep_parts_within(RuleContext& context, const std::vector<tree::GlobMatch>& files,
                       const std::string& place, const Reason& reason, const Budget& budget) {
  const std::int64_t bytes = weigh(context, files);
  if (bytes <= budget.bytes) {
    keep_all(context, files, reason);
    return true;
  }
  const std::string size = text::size(bytes);
  for (const tree::GlobMatch& file : files) {
    context.marker.leave_out(file.node,
                             {"over-budget", reason.evidence + ", " + size, reason.parent});
  }
  std::vector<NodeId> nodes;
  nodes.reserve(files.size());
  for (const tree::GlobMatch& file : files) nodes.push_back(file.node);
  context.left_out.add({.kind = "packages of a language",
                        .what = place,
                        .asked_by = reason.parent,
                        .option = std::string(budget.option),
                        .budget = budget.bytes,
                        .needed = bytes,
                        .include = place,
                        .nodes = std::move(nodes),
                        .bytes = bytes});
  return false;
}

}  // namespace whittle::select
