#include "select/language/tree_lookup.h"

namespace whittle::select {
namespace {

bool has_type(const FileTree& tree, std::optional<NodeId> node, FileType type) {
  return node && tree.metadata(*node).type == type;
}

// What a name in a directory resolves to.
std::optional<NodeId> end_of(const FileTree& tree, NodeId directory, std::string_view name) {
  const auto child = tree.node(directory).children.find(name);
  if (child == tree.node(directory).children.end()) return std::nullopt;
  if (tree.metadata(child->second).type != FileType::symlink) return child->second;
  return tree.resolve(tree.path(child->second), FollowLast::yes).node;
}

}  // namespace

std::optional<NodeId> directory_at(const FileTree& tree, std::string_view path) {
  const std::optional<NodeId> node = tree.resolve(path, FollowLast::yes).node;
  return has_type(tree, node, FileType::directory) ? node : std::nullopt;
}

std::optional<NodeId> directory_in(const FileTree& tree, NodeId directory, std::string_view name) {
  const std::optional<NodeId> node = end_of(tree, directory, name);
  return has_type(tree, node, FileType::directory) ? node : std::nullopt;
}

bool has_file(const FileTree& tree, NodeId directory, std::string_view name) {
  return has_type(tree, end_of(tree, directory, name), FileType::regular);
}

bool is_file(const FileTree& tree, std::string_view path) {
  return has_type(tree, tree.resolve(path, FollowLast::yes).node, FileType::regular);
}

void add_below(const FileTree& tree, NodeId directory, std::string_view suffix,
               std::vector<NodeId>& files) {
  std::vector<NodeId> waiting = {directory};
  while (!waiting.empty()) {
    const NodeId current = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : tree.node(current).children) {
      if (tree.metadata(child).type == FileType::directory) waiting.push_back(child);
      if (name.ends_with(suffix)) files.push_back(child);
    }
  }
}

std::string joined(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.ends_with('/')) path += '/';
  return path.append(name);
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == 0 || slash == std::string_view::npos ? "/" : path.substr(0, slash));
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace whittle::select
