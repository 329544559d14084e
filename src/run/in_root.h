// Paths of an image on a mounted root, which no symlink of the image can leave (openat2(2),
// RESOLVE_IN_ROOT: as a process would resolve them whose root this is).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "base/fd.h"

namespace whittle::run {

// O_CLOEXEC is added; an fd that is not open where there is nothing at the path or it cannot be
// opened.
base::Fd open_in_root(int root, const std::string& path, int flags);

// A regular file's text; nothing where there is none. Throws Error when it is larger than limit
// bytes.
std::optional<std::string> read_in_root(const std::filesystem::path& root, const std::string& path,
                                        std::size_t limit);

// mkdir -p with mode 0755, owner root. Throws SystemError.
void make_directories_in_root(const std::filesystem::path& root, const std::string& path);

}  // namespace whittle::run
