// The summary that ends a command on a terminal: sizes before and after, system calls, time by
// stage, the proof, and what the user may want to do. For people; programs read report.json.
//
// Text that came from the container is shown without control characters.
#pragma once

#include <cstdint>
#include <string>

#include "whittle/report.h"

namespace whittle::report {

std::string summary(const Report& report);

// "11.9 MB": powers of 1000, as docker images shows them.
std::string human_size(std::int64_t bytes);

}  // namespace whittle::report
