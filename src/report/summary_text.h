// The summary that a command prints at its end: sizes before and after, system calls, time by
// stage, the verification, hints and warnings, and last what became of the result. For people;
// programs read report.json.
//
// Control characters in text of the container are replaced.
#pragma once

#include <cstdint>
#include <string>

#include "whittle/report.h"

namespace whittle::report {

std::string summary(const Report& report);

}  // namespace whittle::report
