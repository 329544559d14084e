// The commands of whittle: one row a command, one file a command.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"
#include "whittle/error.h"

namespace whittle::cli {

// kFindings: a gate that was not met.
enum ExitCode { kDone = 0, kFailed = 1, kWrongUsage = 2, kFindings = 3 };

// Nothing failed, but the result is not what the user requires: kFindings.
class GateNotMet : public Error {
 public:
  using Error::Error;
};

struct Command {
  const char* name;
  const char* group;    // the title that whittle --help puts it under
  const char* summary;  // one line
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

// Finds the command and runs it, or prints help. Returns the exit code. Throws UsageError.
int run_command_line(const Arguments& arguments);

}  // namespace whittle::cli
