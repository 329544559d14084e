// Paths of the tree that match a pattern, as in a shell: components may contain `*` and `?`, and
// symlinks in the parents are followed. Sorted by directory. At most kMaxGlob paths, so that an
// image cannot make it take long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::tree {

inline constexpr std::size_t kMaxGlob = 50'000;

struct GlobMatch {
  std::string path;  // as the pattern names it; the last component may be a symlink
  NodeId node = 0;   // the last component itself
};

std::vector<GlobMatch> glob(const FileTree& tree, std::string_view pattern);

}  // namespace whittle::tree
