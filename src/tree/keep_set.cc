#include "whittle/keep_set.h"

namespace whittle {

void count_totals(KeepSet& keep, const FileTree& tree) {
  keep.kept_bytes = 0;
  keep.dropped_bytes = 0;
  keep.kept_files = 0;
  std::vector<bool> kept_inodes(tree.inode_count());
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!keep.verdicts[id].kept) continue;
    kept_inodes[tree.node(id).inode] = true;
    if (tree.metadata(id).type != FileType::directory) ++keep.kept_files;
  }
  std::vector<bool> counted(tree.inode_count());
  for (NodeId id = 0; id < tree.size(); ++id) {
    const InodeId inode = tree.node(id).inode;
    if (counted[inode]) continue;
    counted[inode] = true;
    const std::int64_t size = counted_bytes(tree.metadata(id));
    std::int64_t kept = kept_inodes[inode] ? size : 0;
    const auto replacement = keep.replaced.find(inode);
    if (kept_inodes[inode] && replacement != keep.replaced.end()) {
      kept = static_cast<std::int64_t>(replacement->second.size());
    }
    keep.kept_bytes += kept;
    keep.dropped_bytes += size - kept;
  }
}

}  // namespace whittle
