// Makes a seccomp profile from the system calls of a trace, which works with runc and crun
// (runtime-spec, config-linux.md#seccomp; Docker's format: moby, profiles/seccomp).
//
// It allows the calls that the app entered in any phase except runtime, equivalent forms of them,
// calls that are used together with them, calls that runtimes make between loading the filter and
// exec, and calls that any process may need (tables.h). In the broad form also every call that gives
// no power (call_power.h), and calls with power that kept code names. Each rule has a reason and a
// comment. Newer calls that are not allowed fail with ENOSYS, on which a libc falls back on older
// ones; others fail with EPERM, the only default that Docker 20.10 supports.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "profile/tables.h"
#include "whittle/named_call.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

struct SeccompOptions {
  SeccompChoice choice = {.form = ProfileForm::used};
  // ABIs of the programs in the image, started or not: "x86_64", "x86", ...
  std::set<std::string> program_abis;
  // Calls that kept code names; those without power are of no interest.
  std::vector<NamedCall> named = {};
  // Bits of runtime_versions: the runtimes that may start the container.
  unsigned runtimes = runtime_versions::kAny;
};

// The result has passed check_loadable() and check_recorded(). Throws Error for an architecture
// that is not in the table.
SeccompProfile seccomp_profile(const Trace& trace, const SeccompOptions& options = {});
// The calls with power that such a profile, also one that was read from a file, allows because kept
// code names them.
std::vector<NamedCall> named_in(const SeccompProfile& profile);
// Moves these calls, as far as the profile allows them without conditions, to a rule of their own,
// which gives the reason.
void name_repaired(SeccompProfile& profile, const std::vector<std::string>& calls);
// Compiles the profile by libseccomp as a runtime does, without loading it; throws Error.
void check_loadable(const SeccompProfile& profile);
// Runs the compiled filter on every call in the trace, with each recorded argument. Throws Error
// with the name of a call of the app that would be refused. Ignores calls in
// SeccompProfile::unknown, and clone3 if it fails with ENOSYS and clone is allowed.
void check_recorded(const SeccompProfile& profile, const Trace& trace);
// Docker's format (docker run --security-opt seccomp=FILE). Same profile, same bytes.
std::string format_docker(const SeccompProfile& profile);

}  // namespace whittle::profile
