// What a stop tells of a call, and a change to a call whose thread is stopped before it.
#pragma once

#include <sys/types.h>

#include <optional>

#include "probes/ptrace/tracee.h"

namespace whittle::probes {

struct CallStop {
  Call call = {};          // none at its end
  std::optional<int> end;  // there: 0 or an errno
};

// Nothing: killed meanwhile, or stopped elsewhere.
std::optional<CallStop> look_at_call(pid_t tid);

// Whether it gives the thread one more seccomp filter.
bool loads_filter(const Call& call);

// Takes CLONE_UNTRACED out of a clone. False: it could not.
bool show_child(const Tracee& tracee);

}  // namespace whittle::probes
