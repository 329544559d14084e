// A command whose stdout and stderr come as one text, in the order in which they were written.
#pragma once

#include "base/subprocess.h"
#include "whittle/exercise.h"

namespace whittle::container {

// The first 64 KiB are kept, the rest is read and thrown away. Throws Interrupted; the command is
// then killed.
CommandOutput run_combined(base::Command command);

}  // namespace whittle::container
