#include "select/lookup/path_hint.h"

#include <algorithm>

#include "select/lookup/existing_prefix.h"
#include "text/edit_distance.h"
#include "text/pattern.h"

namespace whittle::select {
std::string path_hint(const FileTree& tree, std::string_view path) {
  const std::string wanted = text::normal_path(path);
  NodeId deepest = longest_existing_prefix(tree, wanted);
  std::string reached = deepest == FileTree::kRoot ? "" : tree.path(deepest);
  const std::string rest = wanted.substr(std::min(reached.size() + 1, wanted.size()));
  const std::optional<NodeId> behind_links = tree.resolve(tree.path(deepest), FollowLast::yes).node;
  if (behind_links && *behind_links != deepest) {
    // The longest prefix is a symlink: continue at its target.
    return path_hint(tree, tree.path(*behind_links) + "/" + rest);
  }
  const std::string name = rest.substr(0, rest.find('/'));
  std::size_t best = name.size() / 3 + 1;
  std::string nearest;
  for (const auto& [child, id] : tree.node(deepest).children) {
    if (child.size() > name.size() + best || name.size() > child.size() + best) continue;
    const std::size_t apart = text::edit_distance(child, name);
    if (apart <= best && (nearest.empty() || apart < best)) {
      best = apart;
      nearest = child;
    }
  }
  if (!nearest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string better =
        reached + "/" + nearest + (slash == std::string::npos ? "" : rest.substr(slash));
    if (tree.resolve(better, FollowLast::no).node) return "did you mean " + better + "?";
    return "did you mean " + reached + "/" + nearest + "?";
  }
  return "the image has " + (reached.empty() ? "/" : reached) + ", but no " + name + " in it";
}

}  // namespace whittle::select
