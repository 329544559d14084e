// Processes found in /proc (proc(5)).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace whittle::container {

// The inode number of a process's pid namespace; 0 if the process is gone.
std::uint64_t pid_namespace(pid_t pid);

// The processes in this pid namespace, including zombies.
std::vector<pid_t> processes_in(std::uint64_t pid_namespace);

// How long all threads of a process have run or waited for a processor, and the children that it has
// waited for have run; 0 if it is gone, or if the kernel does not say (proc(5), schedstat).
std::chrono::nanoseconds busy_time(pid_t pid);

// Kills the processes that have this path as an argument: runtimes that use it as their state
// directory.
void kill_processes_naming(const std::filesystem::path& path);

// Reaps exited processes of this namespace that became our children because this process is a
// subreaper, except `except`.
void reap_orphans(std::uint64_t pid_namespace, pid_t except);

}  // namespace whittle::container
