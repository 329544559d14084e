#include "select/keep_file/keep_sizes.h"

namespace whittle::select {

std::vector<NodeSize> node_sizes(const FileTree& tree, const KeepSet& keep) {
  constexpr NodeId kNone = UINT32_MAX;
  std::vector<NodeId> carrier(tree.inode_count(), kNone);
  for (NodeId id = 0; id < tree.size(); ++id) {
    NodeId& of_inode = carrier[tree.node(id).inode];
    if (of_inode == kNone || (keep.verdicts[id].kept && !keep.verdicts[of_inode].kept)) {
      of_inode = id;
    }
  }
  std::vector<NodeSize> sizes(tree.size());
  for (InodeId inode = 0; inode < carrier.size(); ++inode) {
    const NodeId id = carrier[inode];
    if (id == kNone) continue;  // all its names were removed by an upper layer
    NodeSize& size = sizes[id];
    size.before = size.after = counted_bytes(tree.metadata(id));
    const auto replaced = keep.replaced.find(inode);
    if (!keep.verdicts[id].kept || replaced == keep.replaced.end()) continue;
    size.after = static_cast<std::int64_t>(replaced->second.size());
    size.replaced = true;
  }
  return sizes;
}

RuleTotals rule_totals(const FileTree& tree, const KeepSet& keep,
                       const std::vector<NodeSize>& sizes) {
  RuleTotals totals;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const Verdict& verdict = keep.verdicts[id];
    RuleTotal& total = (verdict.kept ? totals.kept : totals.dropped)[verdict.reason.rule];
    total.files += tree.metadata(id).type != FileType::directory;
    total.bytes += verdict.kept ? sizes[id].after : sizes[id].before;
    if (verdict.kept) totals.shrunk_bytes += sizes[id].before - sizes[id].after;
  }
  return totals;
}

}  // namespace whittle::select
