#include "select/glob.h"

#include "select/pattern.h"
#include "select/programs.h"

namespace whittle::select {

std::vector<GlobMatch> glob(const FileTree& tree, std::string_view pattern) {
  std::vector<GlobMatch> matches = {{"", FileTree::kRoot}};
  for (const std::string& part : split(pattern, "/")) {
    std::vector<GlobMatch> next;
    const Pattern name(part);
    for (const GlobMatch& match : matches) {
      const auto directory = match.path.empty() ? std::optional<NodeId>(FileTree::kRoot)
                                                : tree.resolve(match.path, FollowLast::yes).node;
      if (!directory) continue;
      const auto& children = tree.node(*directory).children;
      if (!has_wildcard(part)) {
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

}  // namespace whittle::select
