// Shared by the probes that follow processes and all their system calls.
#pragma once

#include "whittle/probe.h"

namespace whittle::probes {

inline constexpr Sees kFollowerSees{.opens = true,
                                    .kernel_opens = false,
                                    .lookups = true,
                                    .listings = true,
                                    .syscalls = true,
                                    .refusals = true};

// The phase that an adopted runtime process enters when it executes a program of the image: app, or
// exec if the runtime was called with `exec`.
inline Phase phase_on_image(Phase adopted_as) {
  return adopted_as == Phase::exec ? Phase::exec : Phase::app;
}

}  // namespace whittle::probes
