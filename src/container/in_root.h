// Paths of an image on a mounted root, which no symlink of the image can leave
// (base/open_inside.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace whittle::container {

// A regular file's text; nothing where there is none. Throws Error when it is larger than limit
// bytes.
std::optional<std::string> read_in_root(const std::filesystem::path& root, const std::string& path,
                                        std::size_t limit);

// mkdir -p with mode 0755, owner root. Throws SystemError.
void make_directories_in_root(const std::filesystem::path& root, const std::string& path);

}  // namespace whittle::container
