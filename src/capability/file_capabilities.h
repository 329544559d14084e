// The capabilities that a process gains by executing a file: the attribute security.capability
// (capabilities(7); linux/capability.h, struct vfs_cap_data).
#pragma once

#include <string>
#include <vector>

#include "whittle/layer_index.h"

namespace whittle::capability {

// The permitted ones, by number: "CAP_NET_RAW", or "CAP_41" if it has no name here. Empty if there
// are none or the attribute is invalid.
std::vector<std::string> file_capabilities(const FileMetadata& metadata);

}  // namespace whittle::capability
