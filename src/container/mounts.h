// Mounts in our mount namespace (proc(5), mountinfo).
#pragma once

#include <filesystem>

namespace whittle::container {

// Unmounts, lazily, what is mounted below the directory: a runtime that is killed may leave a mount
// in its state directory.
void unmount_below(const std::filesystem::path& directory);

}  // namespace whittle::container
