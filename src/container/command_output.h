// Runs a command and returns what it wrote to stdout and to stderr.
#pragma once

#include "base/subprocess.h"
#include "whittle/exercise.h"

namespace whittle::container {

// Throws Interrupted, after killing the command.
CommandOutput run_for_output(base::Command command);

}  // namespace whittle::container
