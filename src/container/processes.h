// Processes found in /proc (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace whittle::container {

// The inode number that names a process's pid namespace; 0 when it is gone.
std::uint64_t pid_namespace(pid_t pid);

// Processes, zombies too, that are in this pid namespace.
std::vector<pid_t> processes_in(std::uint64_t pid_namespace);

// Kills the processes that have this path as an argument: runtimes at work with that state
// directory.
void kill_processes_naming(const std::filesystem::path& path);

// Reaps what has become our child by way of the subreaper and has ended in this namespace, but not
// `except`.
void reap_orphans(std::uint64_t pid_namespace, pid_t except);

}  // namespace whittle::container
