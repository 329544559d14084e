// The paths of a call, resolved as its stopped caller would.
#pragma once

#include <sys/types.h>

#include <vector>

#include "probes/calls/booking.h"
#include "probes/calls/path_uses.h"
#include "probes/calls/resolver.h"

namespace whittle::probes {

// With a script also its interpreter, which the kernel opens by itself: no call names it. No
// descriptor is kept open, which would make an unmount fail.
std::vector<ResolvedUse> resolve_uses(Resolver& resolver, pid_t tid, Standing& standing,
                                      const PathUses& uses);

}  // namespace whittle::probes
