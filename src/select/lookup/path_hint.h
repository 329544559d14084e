// A hint for error messages about a path that the image does not have.
#pragma once

#include <string>
#include <string_view>

#include "whittle/file_tree.h"

namespace whittle::select {

// "did you mean /usr/bin/curl?", or else which part of the path exists.
std::string path_hint(const FileTree& tree, std::string_view path);

}  // namespace whittle::select
