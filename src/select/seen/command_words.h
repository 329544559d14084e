// What the words of a command say by themselves: an interactive shell that was given nothing to do,
// or a request for help.
//
// Only what is certain: with no terminal, `bash` or `python3` without a script ends at once, and
// nobody asks an image in use for `--help`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

using CommandWords = std::vector<std::string>;

// The last component, without a version at its end: "python" of "/usr/bin/python3.11".
std::string program_name(std::string_view path);

// A program that only prepares, waits, or looks at the system: "id", "sleep", "tini", ...
bool is_small_tool(std::string_view name);

// Without the init programs in front, and with the words of a `sh -c` that names one program alone:
// {"bash"} of {"tini", "--", "/bin/sh", "-c", "exec bash"}.
CommandWords without_wrappers(CommandWords command);
// A shell, or an interpreter that reads commands, without a script, a command or a module.
bool reads_commands(const CommandWords& command);
// Ends in "--help" or another word for it.
bool asks_for_help(const CommandWords& command);

}  // namespace whittle::select
