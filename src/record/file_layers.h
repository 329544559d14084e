// Adds to the trace the layer of each used file, so that it can be checked later which files differ
// in a rebuilt image.
#pragma once

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/trace.h"

namespace whittle::record {

// Directories and files created by the run get no layer.
void note_layers(Trace& trace, const FileTree& tree, const Image& image);

}  // namespace whittle::record
