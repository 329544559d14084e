#include "select/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "select/deepest.h"
#include "select/pattern.h"

namespace whittle::select {
namespace {

// Levenshtein's: inserted, removed or replaced characters.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_hint(const FileTree& tree, std::string_view path) {
  const std::string wanted = normalised(path);
  NodeId deepest = deepest_existing(tree, wanted);
  std::string reached = deepest == FileTree::kRoot ? "" : tree.path(deepest);
  const std::string rest = wanted.substr(std::min(reached.size() + 1, wanted.size()));
  const std::optional<NodeId> behind_links = tree.resolve(tree.path(deepest), FollowLast::yes).node;
  if (behind_links && *behind_links != deepest) {
    // The tree goes on behind a symlink.
    return nearest_hint(tree, tree.path(*behind_links) + "/" + rest);
  }
  const std::string name = rest.substr(0, rest.find('/'));
  std::size_t best = name.size() / 3 + 1;
  std::string nearest;
  for (const auto& [child, id] : tree.node(deepest).children) {
    if (child.size() > name.size() + best || name.size() > child.size() + best) continue;
    const std::size_t apart = distance(child, name);
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
  return "the image has " + (reached.empty() ? "/" : reached) + ", but not " + name + " in it";
}

}  // namespace whittle::select
