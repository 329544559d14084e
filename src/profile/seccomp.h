// A trace's system calls to a seccomp profile that starts under runc and crun.
#pragma once

#include <string>

#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

SeccompProfile seccomp_profile(const Trace& trace);
// Docker's format (docker run --security-opt seccomp=FILE). Same profile, same bytes.
std::string format_docker(const SeccompProfile& profile);

}  // namespace whittle::profile
