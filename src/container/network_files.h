// hosts, hostname and resolv.conf, which Docker mounts over the image's own.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/run_options.h"

namespace whittle::container {

// Writes the three into directory. With the host's network they say what the host's say.
void write_network_files(const std::filesystem::path& directory, const std::string& hostname,
                         Network network);

}  // namespace whittle::container
