// The agent of one container: a process in the background that has the probes, from before the real
// runtime creates the container until its init is gone, and then writes the trace.
//
// It stays in the cgroup of the engine's shim, not the container's, whose limits would count it. It
// is a tracer: if it is killed, the kernel kills the container too (PTRACE_O_EXITKILL), and there
// is no trace, which is better than half of one.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "base/fd.h"
#include "runtime/engine_rootfs.h"
#include "runtime/state_directory.h"
#include "runtime/subject.h"
#include "runtime/trace_directory.h"

namespace whittle::runtime {

// All that can be found out, or fail, before there is an agent.
struct Assignment {
  std::string id;
  pid_t runtime_process = -1;      // it will become the real runtime's `create`
  std::filesystem::path pid_file;  // where that writes the init process's id
  Subject subject;
  int stop_signal = 0;
  std::string runtime_version;
  EngineRootfs rootfs;
  StateDirectory state;
  TraceDirectory traces;
};

// The agent's life, in the process that becomes it. To `ready` goes "ok", once the runtime's
// process is watched, or why it cannot be.
void live_as_agent(Assignment assignment, base::Fd ready) noexcept;

}  // namespace whittle::runtime
