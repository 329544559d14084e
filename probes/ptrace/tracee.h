// What the tracer remembers of each thread it follows.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "probes/ptrace/path_calls.h"
#include "probes/ptrace/resolver.h"
#include "whittle/trace.h"

namespace whittle::probes {

// A thread group; shared by its threads.
struct Process {
  Phase phase = Phase::runtime;
  Phase phase_on_image = Phase::app;  // what an exec of an image's program makes of it
  std::string executable;             // path in the image
};

// A path of a call that has been entered; what comes of it is known at the call's end.
struct PendingPath {
  Resolution resolution;
  EnumSet<Use> uses;
  bool only_if_successful =
      false;  // an empty or null path: the descriptor's own object, if that is allowed
};

// One call, as PTRACE_GET_SYSCALL_INFO tells it at its entry.
struct Call {
  std::uint32_t arch = 0;  // AUDIT_ARCH_*
  std::uint64_t number = 0;
  std::uint64_t arguments[6] = {};
};

struct Tracee {
  pid_t tid = -1;
  pid_t tgid = -1;
  std::shared_ptr<Process> process;
  Standing standing;
  bool in_call = false;
  Call call;
  const PathCall* path_call = nullptr;
  std::vector<PendingPath> pending;
  bool unreadable = false;   // a path argument could not be read
  bool hides_child = false;  // clone(2) with CLONE_UNTRACED
};

}  // namespace whittle::probes
