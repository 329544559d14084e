// Runs a command of whittle-runtime. Most are passed to the real runtime at once; those that
// concern a recording first talk to the agent.
#pragma once

#include "runtime_wrapper/command_line.h"

namespace whittle::runtime_wrapper {

// Returns the exit status, unless the process executes the real runtime. Throws Error.
int run_command(const CommandLine& line);

}  // namespace whittle::runtime_wrapper
