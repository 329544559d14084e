// Files of an image in its mounted root. No symlink of the image can lead out of it
// (base/open_inside.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace whittle::container {

// The content of a regular file; nullopt if there is none. Throws Error if it is larger than limit
// bytes.
std::optional<std::string> read_in_root(const std::filesystem::path& root, const std::string& path,
                                        std::size_t limit);

// mkdir -p with mode 0755, owner root. Throws SystemError.
void make_directories_in_root(const std::filesystem::path& root, const std::string& path);

}  // namespace whittle::container
