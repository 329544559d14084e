// Which layer each used file of an image has come from, put into the trace, so that it can tell
// later what is another in an image that was rebuilt.
#pragma once

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/trace.h"

namespace whittle::record {

// A directory has no content of its own and gets none; what the run made is in no layer.
void note_layers(Trace& trace, const FileTree& tree, const Image& image);

}  // namespace whittle::record
