// Parses /proc/PID/mountinfo (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace whittle::probes {

struct MountEntry {
  std::uint64_t id = 0;
  std::uint64_t device = 0;  // st_dev of what is mounted
  std::string root;          // the directory of the file system that is mounted
  std::string mount_point;   // in the root of the process
  std::string type;          // of the file system
};

// In the order of mounting; empty when the process is gone.
std::vector<MountEntry> mounts_of(pid_t pid);

}  // namespace whittle::probes
