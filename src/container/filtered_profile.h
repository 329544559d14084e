// The seccomp profile that a container runs under while calls of it are stopped for a probe.
#pragma once

#include <optional>

#include "whittle/call_filter.h"
#include "whittle/seccomp_profile.h"

namespace whittle::container {

// Without a profile everything is allowed. To notify, rules that allow a call stop it, with the
// same conditions; what they deny stays denied. To trace, all stops without a profile, and nothing
// under one.
SeccompProfile filtered_profile(const std::optional<SeccompProfile>& profile,
                                const CallFilter& filter);

}  // namespace whittle::container
