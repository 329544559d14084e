// Reads a seccomp profile in Docker's format (moby, profiles/seccomp), as format_docker() writes
// it.
//
// Throws Error for what it does not support: rules for some capabilities, kernels or architectures
// only, unknown actions and comparisons.
#pragma once

#include <string>

#include "whittle/seccomp_profile.h"

namespace whittle::profile {

SeccompProfile parse_docker(const std::string& text);

}  // namespace whittle::profile
