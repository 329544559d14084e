// Parses the command line with which an engine calls an OCI runtime (runc(8), crun(1)), as far as
// needed here, and removes the options of whittle-runtime.
//
//   whittle-runtime [--whittle-traces=DIR] [--whittle-runtime=NAME] [global options] COMMAND
//                   [options] [ID [...]]
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::runtime_wrapper {

inline constexpr const char* kDefaultTraces = "/var/lib/whittle/traces";
inline constexpr const char* kDefaultRuntime = "runc";

struct CommandLine {
  std::string traces = kDefaultTraces;    // absolute
  std::string runtime = kDefaultRuntime;  // the real runtime: a name or a path
  std::vector<std::string> arguments;     // for the real runtime
  // Values of the options of the real runtime:
  std::string root;        // its state directory
  std::string log;         // a file; empty: none
  std::string log_format;  // "json", or text
  std::string command;     // empty if there is none, as with --version
  std::string bundle;
  std::string pid_file;
  std::vector<std::string> operands;  // the container's id, then arguments of the command
  std::string usage_error;            // in the options of whittle-runtime; empty: none

  std::string id() const { return operands.empty() ? "" : operands.front(); }
};

// Returns the value of an environment variable. WHITTLE_TRACES and WHITTLE_RUNTIME replace the
// options for engines that cannot be configured to pass any.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// An error in the options of whittle-runtime is returned in `usage_error`, and the rest is parsed
// anyway: `log` is needed to report it. Other errors are left to the real runtime.
CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const Environment& environment);

}  // namespace whittle::runtime_wrapper
