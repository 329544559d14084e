// Reads the call of a stopped thread, and changes its arguments before it is executed.
#pragma once

#include <sys/types.h>

#include <optional>

#include "probes/ptrace/tracee.h"

namespace whittle::probes {

struct CallStop {
  Call call = {};          // at an entry
  std::optional<int> end;  // at an exit: 0 or an errno
};

// nullopt: killed meanwhile, or not stopped at a call.
std::optional<CallStop> look_at_call(pid_t tid);

// Whether the call installs a seccomp filter.
bool loads_filter(const Call& call);

// Clears CLONE_UNTRACED in the arguments of a clone. False if that failed.
bool clear_untraced_flag(const Tracee& tracee);

}  // namespace whittle::probes
