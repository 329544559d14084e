// How the files of a trace compare with those of an image, which may be a later build of the image
// that was recorded.
//
// A file that comes from the same layer as then is unchanged. From another layer it may be the same
// or not: a layer that was built again has another digest, and mostly the same files.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/trace.h"

namespace whittle::record {

struct SinceRecording {
  std::size_t files = 0;             // used files of the image that was recorded; no directories
  std::vector<std::string> gone;     // of them, what this image does not have
  std::vector<std::string> changed;  // what comes from another layer
  std::vector<std::string>
      unknown;  // of what no layer is recorded: the trace is from an older whittle
};

SinceRecording since_recording(const Trace& trace, const FileTree& tree,
                               const std::vector<Layer>& layers);

}  // namespace whittle::record
