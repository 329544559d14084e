// What a run changed in the image's files, read from the overlay's upper directory (kernel:
// filesystems/overlayfs.rst, "whiteouts and opaque directories").
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>

namespace whittle::container {

// Every entry of an upper directory by its path in the image, with its lstat(2).
std::map<std::string, struct stat> list_upper(const std::filesystem::path& upper);

// Paths created, changed or removed since `baseline`. A directory counts only if it is new or its
// mode or owner differs from the layers, since overlayfs also copies up the parents of changed
// files. layers: bottom first.
std::set<std::string> changed_paths(const std::filesystem::path& upper,
                                    const std::map<std::string, struct stat>& baseline,
                                    std::span<const std::filesystem::path> layers);

}  // namespace whittle::container
