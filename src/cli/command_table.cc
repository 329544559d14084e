#include "cli/command_table.h"

#include <array>
#include <iostream>

#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

constexpr std::array kCommands{
    Command{"minify", "write a new image of only what a run of IMAGE needs, and prove it",
            minify_command},
    Command{"record", "write a trace of what a run of IMAGE uses", record_command},
    Command{"merge", "unite traces of one image", merge_command},
    Command{"verify", "run two images alike and compare what they do", verify_command},
    Command{"explain", "say why a path was kept or dropped", explain_command},
    Command{"diff", "compare two images, or an image with its result", diff_command},
    Command{"export", "write the result as a Dockerfile for your own build", export_command},
    Command{"doctor", "say what this machine offers for recording", doctor_command},
    Command{"profile", "write what restricts a container: seccomp, AppArmor, capabilities",
            profile_command},
};

void print_help() {
  std::cout << "whittle " WHITTLE_VERSION
               " - makes container images small by watching what they use\n\n"
               "usage: whittle COMMAND [options] ...\n\n";
  for (const Command& command : kCommands) {
    std::cout << "  " << command.name << std::string(10 - std::string(command.name).size(), ' ')
              << command.help << "\n";
  }
  std::cout << "\nwhittle COMMAND --help tells a command's options; man whittle tells all.\n";
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
      return command.run(Arguments(arguments.begin() + 1, arguments.end()));
    }
    names.emplace_back(command.name);
  }
  throw UsageError("there is no command \"" + arguments[0] + "\"",
                   did_you_mean(arguments[0], names, "whittle --help lists the commands"));
}

}  // namespace whittle::cli
