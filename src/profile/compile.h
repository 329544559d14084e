// Compiles a profile to the filter that a runtime would load, with libseccomp as runc and crun do.
#pragma once

#include <linux/filter.h>

#include <vector>

#include "whittle/seccomp_profile.h"

namespace whittle::profile {

std::vector<sock_filter> compile(const SeccompProfile& profile);  // throws Error

}  // namespace whittle::profile
