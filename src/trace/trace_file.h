// trace.json: a Trace as JSON. Version 1; unknown versions are refused, unknown members ignored.
#pragma once

#include <string>

#include "whittle/trace.h"

namespace whittle::trace {

std::string format_trace(const Trace& trace);  // same trace, same bytes
Trace parse_trace(const std::string& json);    // throws Error

}  // namespace whittle::trace
