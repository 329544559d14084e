// The cgroups that a runtime makes for a container, in whichever layout the machine has: one
// directory in each v1 hierarchy, or one below /sys/fs/cgroup (cgroups(7)). Each is named by the
// container's id.
#pragma once

#include <string>

namespace whittle::container {

// Whether a container's cgroup can bound this: "memory", "pids". Not in a user namespace.
bool can_bound(const std::string& controller);

// Kills every process in the container's cgroups and waits, some seconds at most, until they are
// empty.
void kill_cgroups(const std::string& id);

// Removes the container's cgroups, children first. Ignores those that do not exist or are still
// busy.
void remove_cgroups(const std::string& id);

}  // namespace whittle::container
