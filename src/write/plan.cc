#include "write/plan.h"

#include <unordered_map>

namespace whittle::write {
namespace {

FileMetadata link_to(const std::string& path, FileMetadata metadata) {
  metadata.type = FileType::hardlink;
  metadata.link_target = path;
  metadata.size = 0;
  metadata.sparse = false;
  metadata.extents.clear();
  return metadata;
}

}  // namespace

Plan plan_layer(const FileTree& tree, const KeepSet& keep) {
  Plan plan;
  std::unordered_map<InodeId, std::size_t> first_name;  // to the entry that carries the content
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!keep.verdicts[id].kept) continue;
    const Inode& inode = tree.inode(id);
    // The root is in an archive only where a layer has said something about it.
    if (id == FileTree::kRoot && inode.implied) continue;
    PlannedEntry entry{.node = id, .path = tree.path(id), .metadata = inode.metadata};
    if (inode.metadata.type != FileType::directory) {
      const auto [known, is_first] =
          first_name.try_emplace(tree.node(id).inode, plan.entries.size());
      if (is_first) {
        plan.size += counted_bytes(inode.metadata);
      } else {
        entry.metadata = link_to(plan.entries[known->second].path, std::move(entry.metadata));
      }
    }
    plan.entries.push_back(std::move(entry));
  }
  return plan;
}

}  // namespace whittle::write
