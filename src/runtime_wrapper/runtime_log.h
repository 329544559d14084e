// Writes the file of --log, from which an engine reads why its runtime failed, in the two formats
// of runc.
#pragma once

#include <string>

#include "runtime_wrapper/command_line.h"

namespace whittle::runtime_wrapper {

enum class Level { warning, error };

// Appends a line to the log file, if the command line has one. The engine shows the last error as
// the reason. Never throws, since there is no other way to report an error.
void log(const CommandLine& line, Level level, const std::string& message) noexcept;

}  // namespace whittle::runtime_wrapper
