// What an engine reads when its runtime has failed: the file of --log, in runc's two formats.
#pragma once

#include <string>

#include "runtime_wrapper/command_line.h"

namespace whittle::runtime_wrapper {

enum class Level { warning, error };

// A line more in the log of the command line, where it names one. An error is what the engine then
// shows as the reason. Throws nothing: there is nobody left to tell.
void log(const CommandLine& line, Level level, const std::string& message) noexcept;

}  // namespace whittle::runtime_wrapper
