// The paths in the arguments of a call: relative to which directory, and used for what. Nothing is
// resolved here.
#pragma once

#include <vector>

#include "probes/calls/call.h"
#include "probes/calls/path_calls.h"
#include "probes/calls/resolver.h"
#include "whittle/trace.h"

namespace whittle::probes {

struct PathUse {
  // An empty path means the file of the descriptor request.directory itself. It counts only if the
  // call succeeds, since not every call allows it.
  PathRequest request;
  EnumSet<Use> uses;
  int which = 0;  // of the call's two path arguments
  bool is_descriptor() const { return request.path.empty(); }
};

struct PathUses {
  std::vector<PathUse> paths;  // at most two
  bool unreadable = false;     // an argument points to memory that cannot be read
  bool hides_child = false;    // clone(2) with CLONE_UNTRACED
};

PathUses path_uses(const PathCall& path_call, const Call& call, const CallMemory& memory);

}  // namespace whittle::probes
