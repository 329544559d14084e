// What /proc says about a process (proc(5)). Results are empty if the process is gone.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace whittle::probes {

// /proc/PID/NAME; also of a thread.
std::string proc_path(pid_t pid, const std::string& name);

struct Ancestry {
  pid_t tgid = -1;
  pid_t parent = -1;
};
Ancestry ancestry_of(pid_t tid);

bool is_thread_of(pid_t tid, pid_t tgid);

// At most 64 arguments of 256 bytes each.
std::vector<std::string> arguments_of(pid_t pid);

}  // namespace whittle::probes
