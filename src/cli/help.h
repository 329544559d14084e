// What `whittle COMMAND --help` prints, at most 80 columns wide.
#pragma once

#include <string>

#include "cli/command_line.h"

namespace whittle::cli {

std::string help(const CommandLine& line);

// "--output" of "-o,--output".
std::string long_name(const Option& option);

}  // namespace whittle::cli
