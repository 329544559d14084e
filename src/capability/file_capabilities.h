// The capabilities that a file gives to who executes it: security.capability, as xattr(7) and
// capabilities(7) tell it, in the kernel's form (linux/capability.h, struct vfs_cap_data).
#pragma once

#include <string>
#include <vector>

#include "whittle/layer_index.h"

namespace whittle::capability {

// Permitted ones, by number: "CAP_NET_RAW", or "CAP_41" for what has no name here. Empty: none, or
// an attribute that the kernel would not take either.
std::vector<std::string> file_capabilities(const FileMetadata& metadata);

}  // namespace whittle::capability
