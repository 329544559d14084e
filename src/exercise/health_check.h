// The image's own health check (Docker's HEALTHCHECK) as an exercise: its command, inside the
// container.
//
// It always passes. Whether it succeeds is no measure of a recording (it may need what is not
// here); but the result has to answer it as the original does. A service that is only just starting
// gets some attempts, as from an engine.
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
