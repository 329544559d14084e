// What the probes have in common that follow processes and all their system calls.
#pragma once

#include "whittle/probe.h"

namespace whittle::probes {

inline constexpr Sees kFollowerSees{.opens = true,
                                    .kernel_opens = false,
                                    .lookups = true,
                                    .listings = true,
                                    .syscalls = true,
                                    .refusals = true};

// What an exec of an image's program makes of an adopted runtime process: the app, unless the
// runtime was asked to exec something more.
inline Phase phase_on_image(Phase adopted_as) {
  return adopted_as == Phase::exec ? Phase::exec : Phase::app;
}

}  // namespace whittle::probes
