#include "tree/glob.h"

#include "text/pattern.h"
#include "text/split.h"

namespace whittle::tree {

std::vector<GlobMatch> glob(const FileTree& tree, std::string_view pattern) {
  std::vector<GlobMatch> matches = {{"", FileTree::kRoot}};
  for (const std::string& part : text::split(pattern, "/")) {
    std::vector<GlobMatch> next;
    const text::Pattern name(part);
    for (const GlobMatch& match : matches) {
      const auto directory = match.path.empty() ? std::optional<NodeId>(FileTree::kRoot)
                                                : tree.resolve(match.path, FollowLast::yes).node;
      if (!directory) continue;
      const auto& children = tree.node(*directory).children;
      if (!text::has_wildcard(part)) {
        const auto child = children.find(part);
        if (child != children.end()) next.push_back({match.path + "/" + part, child->second});
        continue;
      }
      for (const auto& [child_name, child] : children) {
        if (next.size() >= kMaxGlob) break;
        if (name.matches(child_name)) next.push_back({match.path + "/" + child_name, child});
      }
    }
    matches = std::move(next);
  }
  return matches;
}

}  // namespace whittle::tree
