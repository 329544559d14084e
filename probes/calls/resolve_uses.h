// Resolves the paths of a call as its stopped caller would.
#pragma once

#include <sys/types.h>

#include <vector>

#include "probes/calls/path_uses.h"
#include "probes/calls/record_use.h"
#include "probes/calls/resolver.h"

namespace whittle::probes {

// For an executed script or program the result includes its interpreter, which the kernel opens by
// itself. No descriptor is kept open, since it would make an unmount fail.
std::vector<ResolvedUse> resolve_uses(Resolver& resolver, pid_t tid,
                                      ProcessDirectories& directories, const PathUses& uses);

}  // namespace whittle::probes
