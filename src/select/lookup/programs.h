// How the image finds a program by name: its environment and its PATH.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::select {

// Of the image's environment; empty when it is not set.
std::string environment_value(const ImageConfig& config, std::string_view name);

// The path under which execvp(3) would find the program: names with a slash are taken from the
// working directory, others are looked up in the image's PATH (Docker's default where it has none).
// Only regular files with an execute bit count. Empty when there is none.
std::optional<std::string> find_program(const FileTree& tree, const ImageConfig& config,
                                        std::string_view name);

}  // namespace whittle::select
