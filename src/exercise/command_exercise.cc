#include "exercise/command_exercise.h"

#include <algorithm>
#include <utility>

#include "exercise/outcome.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

std::string describe_output(const CommandOutput& output) {
  const std::string line = last_line(output.output);
  return output.exit.describe() + (line.empty() ? "; no output" : "; last line: " + line);
}

// The shell itself exits with 126 or 127 (POSIX, sh: EXIT STATUS).
std::string hint_for(const Exit& exit) {
  if (exit.code == 127) return "the shell did not find the program; check its name and PATH";
  if (exit.code == 126) return "the shell found the program but could not execute it";
  return "";
}

Answer comparable(const CommandOutput& output) {
  return {.status = 0,
          .headers = {},
          .exit = output.exit,
          .content = {.size = output.size, .digest = output.digest, .head = output.output}};
}

class CommandExercise : public Exercise {
 public:
  CommandExercise(std::string command_line, Ports exposed, std::chrono::milliseconds port_limit,
                  std::shared_ptr<SharedTimeout> timeout)
      : command_line_(std::move(command_line)),
        exposed_(std::move(exposed)),
        port_limit_(port_limit),
        timeout_(timeout ? std::move(timeout) : std::make_shared<SharedTimeout>()) {}

  ExerciseResult run(Endpoint& endpoint) final {
    try {
      if (const std::string trouble = wait_until_ready(endpoint); !trouble.empty()) {
        return {name(), false, trouble, "see the app's own output with -v"};
      }
      const CommandOutput output = execute(endpoint);
      return {name(), output.exit.success(), describe_output(output), hint_for(output.exit),
              comparable(output)};
    } catch (const Interrupted&) {
      throw;
    } catch (const Error& error) {
      return {name(), false, error.what(), error.hint()};
    }
  }

 protected:
  virtual CommandOutput execute(Endpoint& endpoint) const = 0;
  virtual bool needs_port() const = 0;

  const std::string command_line_;

 private:
  // Why the command cannot run; empty if it can.
  std::string wait_until_ready(Endpoint& endpoint) const {
    const auto any_exposed = [this](const Ports& listening) {
      return exposed_.empty() || std::any_of(exposed_.begin(), exposed_.end(),
                                             [&](Port port) { return listening.contains(port); });
    };
    const Listening state =
        wait_until_listening(endpoint, any_exposed, timeout_->limit_for(exposed_, port_limit_));
    if (!endpoint.running()) return "the app exited before the command could run";
    if (state == Listening::yes || !needs_port()) return "";
    timeout_->note_timeout(exposed_);
    return "no exposed port was listening (exposed: " + describe(exposed_) +
           "; listening: " + describe(endpoint.listening()) + ")";
  }

  const Ports exposed_;
  const std::chrono::milliseconds port_limit_;
  const std::shared_ptr<SharedTimeout> timeout_;
};

class Exec final : public CommandExercise {
 public:
  using CommandExercise::CommandExercise;
  std::string name() const override { return "exec: " + printable(command_line_); }

 private:
  CommandOutput execute(Endpoint& endpoint) const override { return endpoint.exec(command_line_); }
  bool needs_port() const override { return false; }
};

class HostExec final : public CommandExercise {
 public:
  using CommandExercise::CommandExercise;
  std::string name() const override { return "host-exec: " + printable(command_line_); }

 private:
  CommandOutput execute(Endpoint& endpoint) const override {
    return endpoint.host_exec(command_line_);
  }
  bool needs_port() const override { return true; }
};

}  // namespace

std::unique_ptr<Exercise> make_exec(std::string command_line, Ports exposed, CommandLimits limits,
                                    std::shared_ptr<SharedTimeout> timeout) {
  return std::make_unique<Exec>(std::move(command_line), std::move(exposed), limits.exec,
                                std::move(timeout));
}

std::unique_ptr<Exercise> make_host_exec(std::string command_line, Ports exposed,
                                         CommandLimits limits,
                                         std::shared_ptr<SharedTimeout> timeout) {
  return std::make_unique<HostExec>(std::move(command_line), std::move(exposed), limits.host_exec,
                                    std::move(timeout));
}

}  // namespace whittle::exercise
