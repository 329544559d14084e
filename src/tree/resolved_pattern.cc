#include "tree/resolved_pattern.h"

namespace whittle::tree {

text::Pattern resolved_pattern(const FileTree& tree, std::string_view pattern_text) {
  const std::string pattern = text::normal_path(pattern_text);
  const std::size_t slash = pattern.substr(0, pattern.find_first_of("*?")).rfind('/');
  if (slash == 0) return text::Pattern(pattern);
  const FileTree::Resolution directory = tree.resolve(pattern.substr(0, slash), FollowLast::yes);
  if (!directory.node) return text::Pattern(pattern);
  return text::Pattern(text::normal_path(tree.path(*directory.node) + pattern.substr(slash)));
}

}  // namespace whittle::tree
