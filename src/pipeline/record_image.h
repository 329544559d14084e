// record_image(): one recording of an image, as a trace.
#pragma once

#include <string>
#include <vector>

#include "pipeline/minify.h"
#include "whittle/progress.h"

namespace whittle::pipeline {

struct RecordResult {
  std::string trace;  // as trace/trace_file.h has it
  std::vector<std::string> warnings;
};

// Of the options those count that say where and how the image runs. Throws Error: also where the
// app or an exercise failed, since such a recording teaches nothing.
RecordResult record_image(const MinifyOptions& options, Progress& progress);

}  // namespace whittle::pipeline
