#include <array>

#include "probes/obstacles.h"
#include "probes/probes.h"

namespace whittle::probes {
namespace {

constexpr std::array kTable{
    ProbeRow{"fanotify", "every open, including those by the kernel itself", 1,
             &make_fanotify_probe, &fanotify_obstacle},
    ProbeRow{"ebpf", "system calls and paths, recorded in the kernel", 2, &make_ebpf_probe,
             &ebpf_obstacle},
    ProbeRow{"notify",
             "paths in system calls; stops the container at each call that names a file",
             20,
             &make_notify_probe,
             &notify_obstacle,
             {.filter = true}},
    ProbeRow{"ptrace-filter",
             "system calls and paths; stops the container before each call",
             50,
             &make_ptrace_filter_probe,
             &ptrace_filter_obstacle,
             {.tracer = true, .filter = true}},
    ProbeRow{"ptrace",
             "as ptrace-filter, but without a seccomp filter; stops before and after each call",
             100,
             &make_ptrace_probe,
             &ptrace_obstacle,
             {.tracer = true}},
};

}  // namespace

std::span<const ProbeRow> probe_table() {
  return kTable;
}

}  // namespace whittle::probes
