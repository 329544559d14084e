// Reads the arguments of a command by its CommandLine, with CLI11. An unknown option names the
// nearest known one, and what follows "--" is kept apart.
#pragma once

#include <optional>
#include <string>

#include "cli/command_line.h"

namespace whittle::cli {

// Thrown by parse() for --help and -h; caught where the command is called.
struct HelpRequest {
  std::string text;  // what to print on stdout
};

// Puts the values of the arguments into the targets of the command line. Returns the arguments
// after "--", nothing where there is none. Throws UsageError and HelpRequest.
std::optional<Arguments> parse(const CommandLine& line, Arguments arguments);

}  // namespace whittle::cli
