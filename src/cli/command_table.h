// The commands of whittle: one row a command, one file a command.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace whittle::cli {

using Arguments = std::vector<std::string>;  // what follows the command's name

// 3 (findings, or a gate not met) is the fourth code of the house; no command here has findings
// yet.
enum ExitCode { kDone = 0, kFailed = 1, kWrongUsage = 2 };

struct Command {
  const char* name;
  const char* help;  // one line
  int (*run)(const Arguments& arguments);
};

std::span<const Command> commands();

int minify_command(const Arguments& arguments);
int explain_command(const Arguments& arguments);
int diff_command(const Arguments& arguments);
int export_command(const Arguments& arguments);

// Finds the command and runs it. Throws UsageError.
int run_command_line(const Arguments& arguments);

}  // namespace whittle::cli
