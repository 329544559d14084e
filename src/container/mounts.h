// Mounts in our mount namespace (proc(5), mountinfo).
#pragma once

#include <filesystem>

namespace whittle::container {

// Lazily unmounts everything below the directory: a killed runtime may leave a mount in its state
// directory.
void unmount_below(const std::filesystem::path& directory);

}  // namespace whittle::container
