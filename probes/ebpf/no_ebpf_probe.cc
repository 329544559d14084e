// Replaces the ebpf probe if whittle was built without it.
#include "probes/obstacles.h"

namespace whittle::probes {

std::unique_ptr<Probe> make_ebpf_probe() {
  return nullptr;
}

std::optional<Obstacle> ebpf_obstacle() {
  return Obstacle{"whittle was built without the ebpf probe",
                  "build it with libbpf, clang and bpftool"};
}

}  // namespace whittle::probes
