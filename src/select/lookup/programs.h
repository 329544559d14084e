// How programs are found by name inside the image: its environment and its PATH.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::select {

// A variable's value in the image's environment; empty if it is not set.
std::string environment_value(const ImageConfig& config, std::string_view name);

// "bash", "sh", ...
bool is_shell_name(std::string_view name);
// The program at this path is a shell, or a box of programs that is one too.
bool is_shell(std::string_view path);

// The path at which execvp(3) would find the program: names with a slash are relative to the
// working directory, others are looked up in the image's PATH (Docker's default if it has none).
// Only regular files with an execute bit count. Empty: not found.
std::optional<std::string> find_program(const FileTree& tree, const ImageConfig& config,
                                        std::string_view name);

}  // namespace whittle::select
