// The calls at which the container is stopped: those of the table in probes/calls that name a file
// by a path or a descriptor, as far as a filter can see that.
#pragma once

#include <string>
#include <vector>

#include "probes/calls/path_calls.h"
#include "whittle/call_filter.h"

namespace whittle::probes {

std::vector<NotifiedCalls> notified_calls();

}  // namespace whittle::probes
