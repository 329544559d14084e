// The commands of whittle: one row a command, one file a command.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "whittle/error.h"

namespace whittle::cli {

using Arguments = std::vector<std::string>;  // what follows the command's name

// kFindings: a gate that was not met.
enum ExitCode { kDone = 0, kFailed = 1, kWrongUsage = 2, kFindings = 3 };

// All went well, but the result is not what the user has demanded: kFindings.
class GateNotMet : public Error {
 public:
  using Error::Error;
};

struct Command {
  const char* name;
  const char* help;  // one line
  int (*run)(const Arguments& arguments);
};

std::span<const Command> commands();

int minify_command(const Arguments& arguments);
int record_command(const Arguments& arguments);
int merge_command(const Arguments& arguments);
int doctor_command(const Arguments& arguments);
int verify_command(const Arguments& arguments);
int explain_command(const Arguments& arguments);
int diff_command(const Arguments& arguments);
int export_command(const Arguments& arguments);
int profile_command(const Arguments& arguments);

// Finds the command and runs it. Throws UsageError.
int run_command_line(const Arguments& arguments);

}  // namespace whittle::cli
