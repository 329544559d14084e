// The agent of one container: a background process that runs the probes from before the real
// runtime creates the container until its init has ended, and then writes the trace.
//
// It is in the cgroup of the engine's shim, not in the container's, whose limits would count it. If
// it is killed there is no trace, which is better than an incomplete one: further `exec` commands
// are refused, and `delete` writes the failure to the trace directory. With a ptrace probe the
// kernel kills the container too (PTRACE_O_EXITKILL).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "base/fd.h"
#include "record/probe_plan.h"
#include "runtime_wrapper/container_image.h"
#include "runtime_wrapper/engine_rootfs.h"
#include "runtime_wrapper/state_directory.h"
#include "runtime_wrapper/trace_directory.h"

namespace whittle::runtime_wrapper {

// All that the agent needs. It is collected before the agent starts, so that errors reach the
// engine.
struct AgentSetup {
  std::string id;
  pid_t runtime_process = -1;      // this process, which will execute the real runtime's `create`
  std::filesystem::path pid_file;  // where the runtime writes the id of init
  ContainerImage image;
  int stop_signal = 0;
  std::string runtime_version;
  record::ProbePlan probes;
  EngineRootfs rootfs;
  StateDirectory state;
  TraceDirectory traces;
};

// Runs the agent in the calling process. Writes to `ready`: "ok" when the runtime's process is
// watched, or the error.
void run_agent(AgentSetup setup, base::Fd ready) noexcept;

}  // namespace whittle::runtime_wrapper
