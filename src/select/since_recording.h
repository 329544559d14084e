// What has become of the files that a trace tells of, in an image that is perhaps another one than
// the trace was recorded on.
//
// A file that comes from the layer it came from then is as it was. From another layer it may be:
// a layer that was built anew has other bytes, and the same files for the most part.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/trace.h"

namespace whittle::select {

struct SinceRecording {
  std::size_t files = 0;             // used files of the image that was recorded; no directories
  std::vector<std::string> gone;     // of them, what this image does not have
  std::vector<std::string> changed;  // what comes from another layer
  std::vector<std::string> unknown;  // of what no layer is told: the trace is of an older whittle
};

SinceRecording since_recording(const Trace& trace, const FileTree& tree,
                               const std::vector<Layer>& layers);

}  // namespace whittle::select
