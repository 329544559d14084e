// The observers of a running container. Each has a folder; record/ alone makes them.
#pragma once

#include <memory>

#include "whittle/probe.h"

namespace whittle::probes {

std::unique_ptr<Probe> make_fanotify_probe();
std::unique_ptr<Probe> make_ptrace_probe();
std::unique_ptr<Probe> make_ebpf_probe();  // null where whittle was built without it

}  // namespace whittle::probes
