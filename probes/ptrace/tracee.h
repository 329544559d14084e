// The state that the tracer keeps for each thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "probes/calls/call.h"
#include "probes/calls/path_calls.h"
#include "probes/calls/record_use.h"
#include "probes/calls/syscall_counts.h"
#include "whittle/trace.h"

namespace whittle::probes {

// A thread group; shared by its threads.
struct Process {
  Phase phase = Phase::runtime;
  Phase phase_on_image = Phase::app;  // its phase after it executes a program of the image
  std::string executable;             // path in the image
  bool has_own_filters = false;       // seccomp filters, which may decide before ours
  // Where its calls are counted, while executable, phase and exercise are the same.
  CallsOf* calls = nullptr;
  Phase calls_phase = Phase::runtime;
  const std::string* calls_exercise = nullptr;
};

struct Tracee {
  pid_t tid = -1;
  pid_t tgid = -1;
  std::shared_ptr<Process> process;
  ProcessDirectories directories;
  bool in_call = false;   // whose exit is waited for
  bool filtered = false;  // the container's filter stops it before its calls
  Call call;
  const PathCall* path_call = nullptr;
  std::vector<ResolvedUse> pending;  // paths to be recorded at the exit of the call
  bool unreadable = false;           // a path argument could not be read
  bool hides_child = false;          // clone(2) with CLONE_UNTRACED
};

}  // namespace whittle::probes
