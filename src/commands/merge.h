// merge(): the union of traces: `whittle merge`.
#pragma once

#include <string>
#include <vector>

#include "artifacts/recorded.h"

namespace whittle::commands {

// sources: files of traces and directories of artifacts. Returns the text of a trace
// (trace/trace_file.h). Throws Error as artifacts::unite_traces().
std::string merge(const std::vector<std::string>& sources, artifacts::Images images);

}  // namespace whittle::commands
