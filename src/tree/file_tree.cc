#include "whittle/file_tree.h"

#include "base/path_components.h"

namespace whittle {

std::string FileTree::path(NodeId id) const {
  if (id == kRoot) return "/";
  std::vector<NodeId> chain;
  for (; id != kRoot; id = nodes_[id].parent) chain.push_back(id);
  std::string path;
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) path += "/" + nodes_[*link].name;
  return path;
}

std::optional<NodeId> FileTree::find(std::string_view path) const {
  NodeId id = kRoot;
  for (auto part = base::take_component(path); !part.empty(); part = base::take_component(path)) {
    const auto& children = nodes_[id].children;
    const auto child = children.find(part);
    if (child == children.end()) return std::nullopt;
    id = child->second;
  }
  return id;
}

std::vector<PathEvent> FileTree::history(std::string_view path) const {
  if (const auto noted = history_.find(path); noted != history_.end()) return noted->second;
  const auto id = find(path);
  if (!id) return {};
  return {{PathEvent::Kind::added, nodes_[*id].layer}};
}

std::int64_t FileTree::total_bytes() const {
  std::int64_t total = 0;
  for (const Inode& inode : inodes_) total += counted_bytes(inode.metadata);
  return total;
}

std::size_t FileTree::file_count() const {
  std::size_t count = 0;
  for (NodeId id = 0; id < nodes_.size(); ++id) {
    count += metadata(id).type != FileType::directory;
  }
  return count;
}

std::int64_t counted_bytes(const FileMetadata& metadata) {
  if (metadata.type == FileType::regular) return metadata.size;
  if (metadata.type == FileType::symlink) {
    return static_cast<std::int64_t>(metadata.link_target.size());
  }
  return 0;
}

}  // namespace whittle
