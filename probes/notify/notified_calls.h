// Which calls the container is stopped at, as far as the arguments can tell: those of the table in
// probes/calls that name a file, by a path or by a descriptor.
#pragma once

#include <string>
#include <vector>

#include "probes/calls/path_calls.h"
#include "whittle/call_listener.h"

namespace whittle::probes {

std::vector<NotifiedCalls> notified_calls();

// The machine's own architecture and those that its kernel runs besides: a filter that does not
// know one kills who uses it.
std::vector<std::string> filter_architectures();

}  // namespace whittle::probes
