// What a user may have meant by a path that is not there.
#pragma once

#include <string>
#include <string_view>

#include "whittle/file_tree.h"

namespace whittle::select {

// "did you mean /usr/bin/curl?", else how far the path goes in the image.
std::string path_hint(const FileTree& tree, std::string_view path);

}  // namespace whittle::select
