// Reaping a child that a thread of this very process may be tracing (ptrace(2), waitid(2)).
//
// Where tracer and parent are one process, any waitpid(2) of the parent's also takes the stops that
// are meant for the tracer, and the tracer's wait reaps the child for both. So the parent only
// peeks (WNOWAIT), leaves the zombie to a tracer that still holds it, and learns from note_exit()
// how a child ended that it never saw as a zombie.
#pragma once

#include <sys/types.h>

#include <optional>

#include "whittle/exit.h"

namespace whittle::base {

// How the child ended; nothing while it runs or while its tracer has not let go of it. Call no more
// after an answer. Throws SystemError when pid is no child of ours and nobody has told how it
// ended.
std::optional<Exit> try_reap(pid_t pid);

// For a tracer thread whose wait has returned the end of a process (WIFEXITED, WIFSIGNALED).
void note_exit(pid_t pid, int wait_status);

}  // namespace whittle::base
