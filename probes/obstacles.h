// Checks, without a container, whether each probe works on this machine.
#pragma once

#include <optional>

#include "probes/probes.h"

namespace whittle::probes {

std::optional<Obstacle> fanotify_obstacle();
std::optional<Obstacle> ebpf_obstacle();
std::optional<Obstacle> notify_obstacle();
std::optional<Obstacle> ptrace_filter_obstacle();
std::optional<Obstacle> ptrace_obstacle();

}  // namespace whittle::probes
