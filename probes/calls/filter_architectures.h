// For a seccomp filter that a probe has its container run under where there is no profile.
#pragma once

#include <string>
#include <vector>

namespace whittle::probes {

// The machine's own architecture and those that its kernel runs besides: a filter that does not
// know one kills who uses it.
std::vector<std::string> filter_architectures();

}  // namespace whittle::probes
