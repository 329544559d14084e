// Runs a command and returns its stdout and stderr as one text, in the order in which they were
// written.
#pragma once

#include "base/subprocess.h"
#include "whittle/exercise.h"

namespace whittle::container {

// Keeps the first 64 KiB and discards the rest. Throws Interrupted, after killing the command.
CommandOutput run_combined(base::Command command);

}  // namespace whittle::container
