// A profile as the filter that a runtime would load: made by libseccomp in the way of runc and
// crun.
#pragma once

#include <linux/filter.h>

#include <vector>

#include "whittle/seccomp_profile.h"

namespace whittle::profile {

std::vector<sock_filter> compile(const SeccompProfile& profile);  // throws Error

}  // namespace whittle::profile
