// A trace's system calls to a seccomp profile that starts under runc and crun (runtime-spec,
// config-linux.md#seccomp; Docker's format: moby, profiles/seccomp).
//
// Allowed is what the app entered in any phase but the runtime's, what runc and crun do between
// loading the filter and exec (tables.h), and what any process may need at any time. Calls that are
// newer than some kernels and not allowed answer ENOSYS, on which a libc falls back; all else
// answers EPERM. Names that this machine's libseccomp does not know are left out.
#pragma once

#include <string>
#include <vector>

#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

// The result has passed check_loadable(). Throws Error for an architecture that is not in the
// table.
SeccompProfile seccomp_profile(const Trace& trace);
// Gives those of these calls that the profile allows a rule of their own, so that it tells why.
void name_repaired(SeccompProfile& profile, const std::vector<std::string>& calls);
// Compiles the profile by libseccomp as a runtime does, without loading it; throws Error.
void check_loadable(const SeccompProfile& profile);
// Docker's format (docker run --security-opt seccomp=FILE). Same profile, same bytes.
std::string format_docker(const SeccompProfile& profile);

}  // namespace whittle::profile
