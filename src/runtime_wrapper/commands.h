// whittle-runtime as engines call it: most commands become the real runtime's at once; those that
// concern a recording first see to that.
#pragma once

#include "runtime_wrapper/command_line.h"

namespace whittle::runtime_wrapper {

// Returns the exit status where the process has not become the real runtime. Throws Error.
int run_command(const CommandLine& line);

}  // namespace whittle::runtime_wrapper
