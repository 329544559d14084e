// The first line of a script, as the kernel reads it (execve(2), "Interpreter scripts").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::select {

// The kernel reads this much of a file (BINPRM_BUF_SIZE).
inline constexpr std::size_t kScriptHead = 256;

struct ScriptLine {
  std::string interpreter;
  std::string argument;  // the rest of the line, as one argument
};

// Empty: not a script.
std::optional<ScriptLine> read_script_line(std::string_view head);

// The program that env(1) would run for this argument; empty: none.
std::string program_of_env(std::string_view argument);

}  // namespace whittle::select
