#include "cli/command_table.h"

#include <array>
#include <iomanip>
#include <iostream>

#include "cli/parser.h"
#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

constexpr const char* kSmaller = "Make images smaller";
constexpr const char* kReview = "Understand and check the result";
constexpr const char* kRecord = "Record what a container uses";
constexpr const char* kRestrict = "Restrict a container";

// Commands of one group stand together.
constexpr std::array kCommands{
    Command{"minify", kSmaller, "write a new image with only what IMAGE uses, and verify it",
            minify_command},
    Command{"export", kSmaller, "write the result as a Dockerfile for your own build",
            export_command},
    Command{"explain", kReview, "show why a path was kept or dropped", explain_command},
    Command{"diff", kReview, "compare two images, or an image with its result", diff_command},
    Command{"verify", kReview, "run two images alike and compare what they do", verify_command},
    Command{"record", kRecord, "write a trace of what a run of IMAGE uses", record_command},
    Command{"merge", kRecord, "unite traces into one", merge_command},
    Command{"doctor", kRecord, "show what this machine offers for recording", doctor_command},
    Command{"profile", kRestrict, "write a seccomp or AppArmor profile, or the capabilities",
            profile_command},
};

void print_help() {
  std::cout << "whittle " WHITTLE_VERSION
               " - makes container images smaller\n\n"
               "usage: whittle COMMAND [options] ...\n";
  std::string_view group;
  for (const Command& command : kCommands) {
    if (group != command.group) std::cout << "\n" << command.group << ":\n";
    group = command.group;
    std::cout << "  " << std::left << std::setw(10) << command.name << command.summary << "\n";
  }
  std::cout << "\nwhittle COMMAND --help shows the options of a command; see also man whittle.\n";
}

int run(const Command& command, const Arguments& arguments) try {
  return command.run(arguments);
} catch (const HelpRequest& request) {
  std::cout << request.text;
  return kDone;
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

int run_command_line(const Arguments& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" ||
      arguments[0] == "help") {
    print_help();
    return arguments.empty() ? kWrongUsage : kDone;
  }
  if (arguments[0] == "--version") {
    std::cout << "whittle " WHITTLE_VERSION "\n";
    return kDone;
  }
  std::vector<std::string> names;
  for (const Command& command : kCommands) {
    if (arguments[0] == command.name) {
      return run(command, Arguments(arguments.begin() + 1, arguments.end()));
    }
    names.emplace_back(command.name);
  }
  throw UsageError("unknown command \"" + arguments[0] + "\"",
                   did_you_mean(arguments[0], names, "whittle --help lists the commands"));
}

}  // namespace whittle::cli
