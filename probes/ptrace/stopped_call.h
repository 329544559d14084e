// Changes to a call whose thread is stopped before it (PTRACE_EVENT_SECCOMP), machine by machine.
#pragma once

#include <sys/types.h>

#include "probes/ptrace/tracee.h"

namespace whittle::probes {

// It will not happen, and ends with this errno. Throws SystemError where that cannot be done: a
// call that a profile refuses must not happen.
void refuse_call(pid_t tid, int error);

// Takes CLONE_UNTRACED out of a clone. False: it could not.
bool show_child(const Tracee& tracee);

}  // namespace whittle::probes
