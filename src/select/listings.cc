#include "select/listings.h"

#include <set>

namespace whittle::select {
namespace {

bool listed_by_app(const FileUse& use) {
  return use.uses.contains(Use::list) && used_by_app(use.phases);
}

}  // namespace

std::vector<ListedDirectory> listed_directories(const RuleContext& context) {
  std::vector<ListedDirectory> directories;
  for (const auto& [path, use] : context.trace.files) {
    if (!listed_by_app(use)) continue;
    const std::optional<NodeId> node = context.tree.find(path);
    if (!node || context.tree.metadata(*node).type != FileType::directory) continue;
    ListedDirectory directory = {path, *node, {}};
    for (const auto& [name, child] : context.tree.node(*node).children) {
      directory.children.push_back({(path == "/" ? path : path + "/") + name, child});
    }
    directories.push_back(std::move(directory));
  }
  return directories;
}

void keep_listed_names(RuleContext& context, std::map<InodeId, std::string>& replaced) {
  std::set<InodeId> whole;
  for (NodeId id = 0; id < context.tree.size(); ++id) {
    if (context.marker.kept(id)) whole.insert(context.tree.node(id).inode);
  }
  for (const ListedDirectory& directory : listed_directories(context)) {
    if (!context.marker.kept(directory.node)) continue;
    for (const tree::GlobMatch& child : directory.children) {
      if (context.marker.kept(child.node)) continue;
      context.marker.mark(child.node, {"listed", "only its name: " + directory.path + " was listed",
                                       directory.path});
      const InodeId inode = context.tree.node(child.node).inode;
      const bool regular = context.tree.metadata(child.node).type == FileType::regular;
      if (context.marker.kept(child.node) && regular && !whole.contains(inode)) {
        replaced.emplace(inode, "");
      }
    }
  }
}

}  // namespace whittle::select
