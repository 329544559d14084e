#pragma once

#include <filesystem>

namespace whittle::base {

// With its parents; nothing happens where it is there already. Throws SystemError.
void make_directory(const std::filesystem::path& directory);

}  // namespace whittle::base
