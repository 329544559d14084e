// --keep-file: a keep set from a keep file, possibly edited by the user, instead of select().
#pragma once

#include <string>

#include "select/keep_file/keep_file.h"

namespace whittle::select {

// Keeps exactly what the file keeps, with its reasons. A file that it keeps as an empty one is
// empty again; other replaced contents (package databases) are the caller's to write. Throws Error,
// with a hint, if a kept path is not in the tree or its directory is not kept. name: the keep file,
// for messages.
KeepSet keep_set_of(const KeepFile& file, const FileTree& tree, const std::string& name);

}  // namespace whittle::select
