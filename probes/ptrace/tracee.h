// What the tracer remembers of each thread it follows.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "probes/calls/booking.h"
#include "probes/calls/call.h"
#include "probes/calls/path_calls.h"
#include "probes/calls/syscall_counts.h"
#include "whittle/trace.h"

namespace whittle::probes {

// A thread group; shared by its threads.
struct Process {
  Phase phase = Phase::runtime;
  Phase phase_on_image = Phase::app;  // what an exec of an image's program makes of it
  std::string executable;             // path in the image
  bool has_own_filters = false;       // of seccomp, which may decide before ours does
  // Where its calls are counted, as long as the executable and these two stay.
  CallsOf* calls = nullptr;
  Phase calls_phase = Phase::runtime;
  const std::string* calls_exercise = nullptr;
};

struct Tracee {
  pid_t tid = -1;
  pid_t tgid = -1;
  std::shared_ptr<Process> process;
  Standing standing;
  bool in_call = false;   // and its end is waited for
  bool filtered = false;  // the container's filter stops it before its calls
  Call call;
  const PathCall* path_call = nullptr;
  std::vector<ResolvedUse> pending;  // what comes of it is known at the call's end
  bool unreadable = false;           // a path argument could not be read
  bool hides_child = false;          // clone(2) with CLONE_UNTRACED
};

}  // namespace whittle::probes
