// Reads a seccomp profile in Docker's format (moby, profiles/seccomp), as format_docker() writes
// it.
//
// Refused with an Error is what would be misunderstood: a rule for some capabilities, kernels or
// architectures only, an action or a comparison that is none.
#pragma once

#include <string>

#include "whittle/seccomp_profile.h"

namespace whittle::profile {

SeccompProfile parse_docker(const std::string& text);

}  // namespace whittle::profile
