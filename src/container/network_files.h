// hosts, hostname and resolv.conf, which Docker mounts over the image's own.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/run_options.h"

namespace whittle::container {

// Writes the three into directory. With the host's network, hosts and resolv.conf are copies of the
// host's.
void write_network_files(const std::filesystem::path& directory, const std::string& hostname,
                         Network network);

}  // namespace whittle::container
