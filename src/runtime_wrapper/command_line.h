// The command line of an OCI runtime as engines write it (runc(8), crun(1)), read as far as it
// matters here, with the options of our own taken out.
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
  std::string runtime = kDefaultRuntime;  // the real one: a name or a path
  std::vector<std::string> arguments;     // for the real one
  // Of the real one's:
  std::string root;        // where it keeps its containers
  std::string log;         // a file; empty: none
  std::string log_format;  // "json", or text
  std::string command;     // empty: none, as with --version
  std::string bundle;
  std::string pid_file;
  std::vector<std::string> operands;  // the container's id, then what the command takes
  std::string wrong;                  // with our own options; empty: nothing

  std::string id() const { return operands.empty() ? "" : operands.front(); }
};

// The value of an environment variable: WHITTLE_TRACES and WHITTLE_RUNTIME stand for the options
// where an engine cannot be told to give any.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// What is wrong with our own options is left in `wrong`, and does not keep the rest from being
// read: the engine is told by way of its log. What the real runtime does not understand is its own
// matter.
CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const Environment& environment);

}  // namespace whittle::runtime_wrapper
