// Stands in for the ebpf probe where whittle was built without it.
#include "probes/probes.h"

namespace whittle::probes {

std::unique_ptr<Probe> make_ebpf_probe() {
  return nullptr;
}

}  // namespace whittle::probes
