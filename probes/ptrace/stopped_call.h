// What a stop tells of a call, and changes to a call whose thread is stopped before it
// (PTRACE_EVENT_SECCOMP).
#pragma once

#include <sys/types.h>

#include <optional>

#include "probes/ptrace/tracee.h"

namespace whittle::probes {

struct CallStop {
  Call call = {};          // none at its end
  std::optional<int> end;  // there: 0 or an errno
  int refusal = 0;         // at the filter's stop: the errno that the profile refuses it with
};

// Nothing: killed meanwhile, or stopped elsewhere.
std::optional<CallStop> look_at_call(pid_t tid);

// Whether it gives the thread one more seccomp filter.
bool loads_filter(const Call& call);

// It will not happen, and ends with this errno. Throws SystemError where that cannot be done: a
// call that a profile refuses must not happen.
void refuse_call(pid_t tid, int error);

// Takes CLONE_UNTRACED out of a clone. False: it could not.
bool show_child(const Tracee& tracee);

}  // namespace whittle::probes
