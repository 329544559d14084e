// Which calls the container is stopped at, as far as the arguments can tell: those of the table in
// probes/calls that name a file, by a path or by a descriptor.
#pragma once

#include <string>
#include <vector>

#include "probes/calls/path_calls.h"
#include "whittle/call_filter.h"

namespace whittle::probes {

std::vector<NotifiedCalls> notified_calls();

}  // namespace whittle::probes
