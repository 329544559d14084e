// A keep set that somebody has written or edited, instead of a selection.
#pragma once

#include <string>

#include "select/keep_file/keep_file.h"

namespace whittle::select {

// Keeps exactly what the file keeps; its reasons stay. A file that it keeps by name only is empty
// again; all other new contents are for the caller to make anew. Throws Error, with a hint, where a
// kept path is not in the tree or its directory is not kept; name is what the user calls the file.
KeepSet keep_set_of(const KeepFile& file, const FileTree& tree, const std::string& name);

}  // namespace whittle::select
