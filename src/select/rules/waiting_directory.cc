#include <vector>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr std::uint32_t kUsualMode = 0755;

bool is_usual(const FileMetadata& metadata) {
  return metadata.uid == 0 && metadata.gid == 0 && metadata.mode == kUsualMode;
}

// By NodeId. PackageIndex::node_owner has no directories.
std::vector<bool> directories_of_packages(const RuleContext& context) {
  std::vector<bool> owned(context.tree.size(), false);
  for (const Package& package : context.packages.packages) {
    for (const NodeId id : package.files) owned[id] = true;
  }
  return owned;
}

// A home, a spool, a server's data: its files may be unused, but what writes into it finds it.
bool begins_an_unusual_tree(const FileTree& tree, NodeId id) {
  return id != FileTree::kRoot && !is_usual(tree.metadata(id)) &&
         is_usual(tree.metadata(tree.node(id).parent));
}

}  // namespace

// Nobody creates an empty directory without a purpose: an upload, a session, a socket goes into it
// later. Those of the base system and of packages are like those of any image, unless somebody set
// their owner or mode. It takes no bytes to keep them.
void waiting_directory(RuleContext& context) {
  if (!context.evidence.first_time("waiting directories")) return;
  const FileTree& tree = context.tree;
  const std::vector<bool> owned = directories_of_packages(context);
  for (NodeId id = 0; id < tree.size(); ++id) {
    const FileMetadata& metadata = tree.metadata(id);
    if (metadata.type != FileType::directory) continue;
    if (!tree.node(id).children.empty()) {
      if (begins_an_unusual_tree(tree, id)) {
        context.marker.mark(id, {"waiting-directory", "has an owner or mode of its own", ""});
      }
    } else if (!is_usual(metadata)) {
      context.marker.mark(id, {"waiting-directory", "empty, with an owner or mode of its own", ""});
    } else if (!owned[id] && context.languages.origins.is_above_base(id)) {
      context.marker.mark(id, {"waiting-directory", "empty, and no package's", ""});
    }
  }
}

}  // namespace whittle::select::rules
