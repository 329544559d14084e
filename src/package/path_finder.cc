#include "package/path_finder.h"

namespace whittle::package {

std::optional<NodeId> PathFinder::directory(std::string_view path) {
  if (path.empty()) return FileTree::kRoot;
  const auto known = directories_.find(path);
  if (known != directories_.end()) return known->second;
  const std::optional<NodeId> node = tree_.resolve(path, FollowLast::yes).node;
  return directories_.emplace(std::string(path), node).first->second;
}

std::optional<NodeId> PathFinder::find(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
  if (name.empty() || name == "." || name == "..") return directory(path);
  const std::optional<NodeId> parent =
      directory(slash == path.npos ? std::string_view() : path.substr(0, slash));
  if (!parent) return std::nullopt;
  const auto& children = tree_.node(*parent).children;
  const auto child = children.find(name);
  if (child == children.end()) return std::nullopt;
  return child->second;
}

}  // namespace whittle::package
