// The seccomp profile that a container runs under while calls of it are listened to.
#pragma once

#include <optional>

#include "whittle/call_listener.h"
#include "whittle/seccomp_profile.h"

namespace whittle::run {

// Without a profile everything is allowed. Rules that allow a call of the listener's notify with
// the same conditions; what they deny stays denied.
SeccompProfile notified_profile(const std::optional<SeccompProfile>& profile,
                                const CallListener& listener);

}  // namespace whittle::run
