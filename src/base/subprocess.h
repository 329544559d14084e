// Child processes, by Boost.Process. The only place that starts programs.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "whittle/exit.h"

namespace whittle::base {

struct Command {
  std::vector<std::string> arguments;  // [0] is looked up in PATH
  int stdin_fd = -1;                   // -1: /dev/null
  int stdout_fd = -1;                  // -1: /dev/null
  int stderr_fd = -1;
  int network_namespace = -1;  // an fd to setns(2) into before exec
  // Called with the child's pid, in another thread, while the child waits before its exec, so that
  // a tracer can attach. Empty: the child does not wait.
  std::function<void(pid_t)> before_exec;
};

class Subprocess {
 public:
  // Throws Error when the program cannot be started.
  explicit Subprocess(const Command& command);
  Subprocess(Subprocess&&) noexcept;
  ~Subprocess();  // kills and reaps the child if it still runs

  pid_t pid() const;
  Exit wait();                 // Throws Interrupted (the child is then killed by the destructor)
  std::optional<Exit> poll();  // without waiting
  void kill(int signal);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Output {
  Exit exit;
  std::string out;  // stdout; the first limit bytes; the rest is discarded
  std::string err;  // stderr, likewise
};
Output run(Command command, std::size_t limit = std::size_t{1} << 20);

// The program's path, looked up in PATH and the sbin directories.
std::optional<std::string> find_program(const std::string& name);

}  // namespace whittle::base
