// Compares the files that a trace lists with an image, which may be a rebuilt version of the one
// that was recorded.
//
// A file from the same layer as at recording time is unchanged. A file from another layer may have
// changed: a rebuilt layer has another digest, but mostly the same files.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/trace.h"

namespace whittle::record {

struct SinceRecording {
  bool layers_known = false;         // false: an older whittle wrote the trace
  std::size_t files = 0;             // used files of the recorded image, without directories
  std::vector<std::string> gone;     // those that this image does not have
  std::vector<std::string> changed;  // those that come from another layer
  std::vector<std::string> unknown;  // without a layer in the trace: an older whittle wrote it
};

SinceRecording since_recording(const Trace& trace, const FileTree& tree,
                               const std::vector<Layer>& layers);

}  // namespace whittle::record
