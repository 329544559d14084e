// A trace's system calls to a seccomp profile that starts under runc and crun (runtime-spec,
// config-linux.md#seccomp; Docker's format: moby, profiles/seccomp).
//
// Allowed is what the app entered in any phase but the runtime's, the other forms of that, what
// belongs to the same work, what runtimes do between loading the filter and exec, and what any
// process may need at any time (tables.h). A rule says why in its reason and comment. Calls that
// are newer than some kernels and not allowed answer ENOSYS, on which a libc falls back; all else
// answers EPERM, which is also what engines take that know no other default (Docker 20.10).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "profile/tables.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

struct SeccompOptions {
  SeccompArguments arguments = SeccompArguments::any;
  // ABIs of programs that can be started, whether or not they were: "x86_64", "x86", ...
  std::set<std::string> program_abis;
  unsigned runtimes = runtime::kAny;  // that may start the container, as bits
};

// The result has passed check_loadable() and check_recorded(). Throws Error for an architecture
// that is not in the table.
SeccompProfile seccomp_profile(const Trace& trace, const SeccompOptions& options = {});
// Gives those of these calls that the profile allows whatever their arguments a rule of their own,
// so that it tells why.
void name_repaired(SeccompProfile& profile, const std::vector<std::string>& calls);
// Compiles the profile by libseccomp as a runtime does, without loading it; throws Error.
void check_loadable(const SeccompProfile& profile);
// Runs the compiled filter over every call that the trace has, with each recorded argument. Throws
// Error with the name of one that the app made and would be refused; but not for those of
// SeccompProfile::unknown, nor for clone3 where ENOSYS makes a libc take clone, which passes.
void check_recorded(const SeccompProfile& profile, const Trace& trace);
// Docker's format (docker run --security-opt seccomp=FILE). Same profile, same bytes.
std::string format_docker(const SeccompProfile& profile);

}  // namespace whittle::profile
