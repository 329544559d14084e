// Where recordings end up: DIR/ID.json, ID the container's; a container that is started again with
// the same id leaves ID.2.json, ID.3.json, ... A recording that could not be finished leaves its
// reason as ID.failed.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/trace.h"

namespace whittle::runtime_wrapper {

class TraceDirectory {
 public:
  // Made where it is not there, 0700: a trace has the command lines of programs. Throws Error.
  explicit TraceDirectory(std::filesystem::path path);

  void add(const std::string& id, const Trace& trace) const;
  void add_failure(const std::string& id, const std::string& reason) const;

 private:
  std::filesystem::path path_;
};

}  // namespace whittle::runtime_wrapper
