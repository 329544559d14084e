// Paths of the tree that a pattern finds, as a shell would: each part between two slashes may hold
// `*` and `?`; symlinks are followed on the way. Sorted by directory; at most kMaxGlob, so that an
// image cannot make it long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::tree {

inline constexpr std::size_t kMaxGlob = 50'000;

struct GlobMatch {
  std::string path;  // as the pattern led to it; the last part may be a symlink
  NodeId node = 0;   // that part itself
};

std::vector<GlobMatch> glob(const FileTree& tree, std::string_view pattern);

}  // namespace whittle::tree
