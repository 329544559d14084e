#include "select/listings.h"

#include <set>

namespace whittle::select {
namespace {

bool listed_by_app(const FileUse& use) {
  EnumSet<Phase> runtime;
  runtime.insert(Phase::runtime);
  return use.uses.contains(Use::list) && !use.phases.empty() && !(use.phases == runtime);
}

}  // namespace

std::vector<ListedDirectory> listed_directories(const Selection& selection) {
  std::vector<ListedDirectory> directories;
  for (const auto& [path, use] : selection.trace.files) {
    if (!listed_by_app(use)) continue;
    const std::optional<NodeId> node = selection.tree.find(path);
    if (!node || selection.tree.metadata(*node).type != FileType::directory) continue;
    ListedDirectory directory = {path, *node, {}};
    for (const auto& [name, child] : selection.tree.node(*node).children) {
      directory.children.push_back({(path == "/" ? path : path + "/") + name, child});
    }
    directories.push_back(std::move(directory));
  }
  return directories;
}

void keep_listed_names(Selection& selection, std::map<InodeId, std::string>& replaced) {
  std::set<InodeId> whole;
  for (NodeId id = 0; id < selection.tree.size(); ++id) {
    if (selection.marker.kept(id)) whole.insert(selection.tree.node(id).inode);
  }
  for (const ListedDirectory& directory : listed_directories(selection)) {
    if (!selection.marker.kept(directory.node)) continue;
    for (const tree::GlobMatch& child : directory.children) {
      if (selection.marker.kept(child.node)) continue;
      selection.marker.mark(
          child.node,
          {"listed", "its name alone: " + directory.path + " was listed", directory.path});
      const InodeId inode = selection.tree.node(child.node).inode;
      const bool regular = selection.tree.metadata(child.node).type == FileType::regular;
      if (selection.marker.kept(child.node) && regular && !whole.contains(inode)) {
        replaced.emplace(inode, "");
      }
    }
  }
}

}  // namespace whittle::select
