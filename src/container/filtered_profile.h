// The seccomp profile of a container while a probe needs some of its calls to be stopped.
#pragma once

#include <optional>

#include "whittle/call_filter.h"
#include "whittle/seccomp_profile.h"

namespace whittle::container {

// Without a profile everything is allowed. Stop::notify: rules that allow a call notify instead,
// with the same conditions; denied calls stay denied. Stop::trace: without a profile all calls are
// traced; with a profile it is returned as it is.
SeccompProfile filtered_profile(const std::optional<SeccompProfile>& profile,
                                const CallFilter& filter);

}  // namespace whittle::container
