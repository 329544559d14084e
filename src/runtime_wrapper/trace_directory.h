// The directory of traces: DIR/ID.json, where ID is the container's id. If a container is started
// again with the same id, ID.2.json, ID.3.json, ... A recording that could not be finished writes
// the reason to ID.failed.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/trace.h"

namespace whittle::runtime_wrapper {

class TraceDirectory {
 public:
  // Creates the directory if needed, with mode 0700, since a trace has command lines. Throws Error.
  explicit TraceDirectory(std::filesystem::path path);

  void add(const std::string& id, const Trace& trace) const;
  void add_failure(const std::string& id, const std::string& reason) const;

 private:
  std::filesystem::path path_;
};

}  // namespace whittle::runtime_wrapper
