// Reaping a child that a thread of this process may be tracing (ptrace(2), waitid(2)).
//
// Where tracer and parent are one process, a waitpid(2) of the parent also takes the stops that the
// tracer waits for, and the tracer's wait reaps the child for both. So the parent only looks
// (WNOWAIT), leaves the zombie to a tracer that is still attached, and gets the exit status of a
// child that the tracer reaped from note_exit().
#pragma once

#include <sys/types.h>

#include <optional>

#include "whittle/exit.h"

namespace whittle::base {

// How the child ended; none while it runs or its tracer is still attached. Do not call it again
// after a result. Throws SystemError when pid is not a child of this process and note_exit() was
// not called for it.
std::optional<Exit> try_reap(pid_t pid);

// For a tracer thread whose wait has returned the end of a process (WIFEXITED, WIFSIGNALED).
void note_exit(pid_t pid, int wait_status);

}  // namespace whittle::base
