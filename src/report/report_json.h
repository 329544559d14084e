// report.json: what a command did, for programs. The members are those of Report; a new one may
// appear at any time, a change of what is there raises "schema". Sizes are bytes, times seconds.
// Text that is not UTF-8 (a container's output) is shown with U+FFFD.
#pragma once

#include <string>

#include "whittle/report.h"

namespace whittle::report {

std::string format_report(const Report& report);

}  // namespace whittle::report
