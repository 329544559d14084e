// A seccomp profile as the linux.seccomp object of a config.json (runtime-spec,
// config-linux.md#seccomp). Docker's format and the kubelet's have the same members.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "whittle/seccomp_profile.h"

namespace whittle::oci {

// Rules keep their order. "defaultErrnoRet" is written only where it is set: Docker 20.10 does not
// know it.
nlohmann::ordered_json seccomp_object(const SeccompProfile& profile);

}  // namespace whittle::oci
