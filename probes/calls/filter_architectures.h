// Architectures of the seccomp filter that a probe needs when the container runs without a profile.
#pragma once

#include <string>
#include <vector>

namespace whittle::probes {

// The machine's own architecture and the others that its kernel runs: a filter kills a process of
// an architecture that it does not list.
std::vector<std::string> filter_architectures();

}  // namespace whittle::probes
