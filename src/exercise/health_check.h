// The image's own health check (HEALTHCHECK of a Dockerfile) as an exercise: its command, run in
// the container.
//
// It always passes: a failure says nothing about the recording, since the check may need something
// that is missing here. But the result must have the same status as the original. As with an
// engine, a starting service gets several attempts.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "whittle/exercise.h"

namespace whittle::exercise {

struct HealthLimits {
  int attempts = 3;
  std::chrono::milliseconds pause{500};
};

std::unique_ptr<Exercise> make_health_check(std::vector<std::string> arguments,
                                            HealthLimits limits = {});

}  // namespace whittle::exercise
