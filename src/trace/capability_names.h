// Names of capabilities by their numbers (capabilities(7); linux: uapi/linux/capability.h).
#pragma once

#include <string>

namespace whittle::trace {

// "CAP_CHOWN"; "CAP_63" if the number has no name here.
std::string capability_name(unsigned number);

}  // namespace whittle::trace
