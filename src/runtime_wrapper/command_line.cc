#include "runtime_wrapper/command_line.h"

#include <algorithm>
#include <initializer_list>

namespace whittle::runtime_wrapper {
namespace {

constexpr std::string_view kOurs = "whittle-";

// Options that take a value, by command; "" for the global options.
struct ValueOptions {
  std::string_view command;
  std::initializer_list<std::string_view> names;
};
const ValueOptions kValueOptions[] = {
    {"", {"root", "log", "log-format", "log-level", "criu", "rootless", "cgroup-manager"}},
    {"create",
     {"bundle", "b", "pid-file", "console-socket", "preserve-fds", "config", "f", "notify-socket"}},
    {"exec",
     {"process", "p", "pid-file", "console-socket", "cwd", "user", "u", "env", "e",
      "additional-gids", "g", "cap", "c", "process-label", "apparmor", "preserve-fds", "cgroup"}},
};

bool takes_value(std::string_view command, std::string_view name) {
  for (const ValueOptions& options : kValueOptions) {
    if (options.command != command) continue;
    return std::ranges::find(options.names, name) != options.names.end();
  }
  return false;
}

// The options whose values are kept.
struct Known {
  std::string_view command;
  std::string_view name;
  std::string CommandLine::*member;
};
constexpr Known kKnown[] = {
    {"", "root", &CommandLine::root},
    {"", "log", &CommandLine::log},
    {"", "log-format", &CommandLine::log_format},
    {"create", "bundle", &CommandLine::bundle},
    {"create", "b", &CommandLine::bundle},
    {"create", "pid-file", &CommandLine::pid_file},
    {"", "whittle-traces", &CommandLine::traces},
    {"", "whittle-runtime", &CommandLine::runtime},
};

bool is_known(std::string_view command, std::string_view name) {
  return std::ranges::any_of(
      kKnown, [&](const Known& known) { return known.command == command && known.name == name; });
}

void keep(CommandLine& line, std::string_view name, const std::string& value) {
  for (const Known& known : kKnown) {
    if (known.command == line.command && known.name == name) line.*known.member = value;
  }
}

bool is_ours(std::string_view name) {
  return name.starts_with(kOurs);
}

class Reader {
 public:
  Reader(CommandLine& line, const std::vector<std::string>& arguments)
      : line_(line), arguments_(arguments) {}

  void read() {
    while (next_ < arguments_.size()) {
      const std::string& argument = arguments_[next_++];
      const bool is_option = argument.size() > 1 && argument.front() == '-' && !only_operands_;
      if (is_option && argument != "--") {
        read_option(argument);
        continue;
      }
      line_.arguments.push_back(argument);
      if (is_option) {
        only_operands_ = true;
      } else if (line_.command.empty()) {
        line_.command = argument;
      } else {
        line_.operands.push_back(argument);
        only_operands_ = true;  // `exec ID ls -l`
      }
    }
  }

 private:
  // Options may have one or two dashes, as in Go's flag package.
  void read_option(const std::string& argument) {
    const std::size_t begin = argument.starts_with("--") ? 2 : 1;
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(begin, equals - begin);
    const bool ours = line_.command.empty() && is_ours(name);
    if (ours && !is_known(line_.command, name)) {
      line_.usage_error = "there is no option --" + name +
                          "; the options are --whittle-traces=DIR and --whittle-runtime=NAME";
    }
    if (!ours) line_.arguments.push_back(argument);
    if (equals != std::string::npos) {
      keep(line_, name, argument.substr(equals + 1));
      return;
    }
    if (!ours && !takes_value(line_.command, name)) return;
    if (next_ == arguments_.size()) {
      if (ours) line_.usage_error = "--" + name + " needs a value";
      return;
    }
    const std::string& value = arguments_[next_++];
    if (!ours) line_.arguments.push_back(value);
    keep(line_, name, value);
  }

  CommandLine& line_;
  const std::vector<std::string>& arguments_;
  std::size_t next_ = 0;
  bool only_operands_ = false;
};

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const Environment& environment) {
  CommandLine line;
  line.traces = environment("WHITTLE_TRACES").value_or(kDefaultTraces);
  line.runtime = environment("WHITTLE_RUNTIME").value_or(kDefaultRuntime);
  Reader(line, arguments).read();
  if (!line.traces.starts_with('/')) {
    line.usage_error = "the trace directory \"" + line.traces +
                       "\" is not an absolute path; set it with --whittle-traces or WHITTLE_TRACES";
  }
  return line;
}

}  // namespace whittle::runtime_wrapper
