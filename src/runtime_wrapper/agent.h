// The agent of one container: a process in the background that has the probes, from before the real
// runtime creates the container until its init is gone, and then writes the trace.
//
// It stays in the cgroup of the engine's shim, not the container's, whose limits would count it. If
// it is killed there is no trace, which is better than half of one: what is started in the
// container from then on is refused, and `delete` leaves word. Where ptrace was among the probes
// the kernel kills the container too (PTRACE_O_EXITKILL).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "base/fd.h"
#include "record/probe_plan.h"
#include "runtime_wrapper/engine_rootfs.h"
#include "runtime_wrapper/state_directory.h"
#include "runtime_wrapper/subject.h"
#include "runtime_wrapper/trace_directory.h"

namespace whittle::runtime_wrapper {

// All that can be found out, or fail, before there is an agent.
struct Assignment {
  std::string id;
  pid_t runtime_process = -1;      // it will become the real runtime's `create`
  std::filesystem::path pid_file;  // where that writes the init process's id
  Subject subject;
  int stop_signal = 0;
  std::string runtime_version;
  record::ProbePlan probes;
  EngineRootfs rootfs;
  StateDirectory state;
  TraceDirectory traces;
};

// The agent's life, in the process that becomes it. To `ready` goes "ok", once the runtime's
// process is watched, or why it cannot be.
void live_as_agent(Assignment assignment, base::Fd ready) noexcept;

}  // namespace whittle::runtime_wrapper
