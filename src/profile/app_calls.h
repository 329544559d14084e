// What of a trace's calls is the app's: entered in any phase but the runtime's.
#pragma once

#include <set>
#include <string>

#include "whittle/trace.h"

namespace whittle::profile {

std::set<std::string> app_calls(const Trace& trace, const std::string& abi);
std::set<std::string> app_calls(const Trace& trace);  // of all ABIs

}  // namespace whittle::profile
