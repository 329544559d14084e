// A path pattern of the user, as it applies to an image.
#pragma once

#include <string_view>

#include "text/pattern.h"
#include "whittle/file_tree.h"

namespace whittle::tree {

// The pattern with its directories up to the first wildcard resolved in the tree, so that /lib/x*
// finds /usr/lib/x1 where /lib is a link.
text::Pattern resolved_pattern(const FileTree& tree, std::string_view text);

}  // namespace whittle::tree
