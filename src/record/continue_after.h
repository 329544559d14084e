// When a recording ends after the exercises: --continue-after.
#pragma once

#include <chrono>

#include "record/record.h"
#include "whittle/exercise.h"

namespace whittle::record {

// Waits until the recording may end, or the app ends. has_exercises decides what `automatic` means.
// Throws Interrupted.
void wait_for_end(const ContinueAfter& continue_after, bool has_exercises, Endpoint& endpoint,
                  std::chrono::steady_clock::time_point started);

}  // namespace whittle::record
