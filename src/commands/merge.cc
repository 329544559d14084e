#include "commands/merge.h"

#include "trace/trace_file.h"

namespace whittle::commands {

std::string merge(const std::vector<std::string>& sources, artifacts::Images images) {
  return trace::format_trace(artifacts::unite_traces(sources, images));
}

}  // namespace whittle::commands
