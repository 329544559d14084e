#include "exercise/command_exercise.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "exercise/outcome.h"
#include "exercise/readiness.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

std::string describe_output(const CommandOutput& output) {
  const std::string exit = output.exit.describe();
  if (output.exit.success() && !output.output.kind.empty()) {
    return exit + "; " + describe(output.output);
  }
  // A command that fails says why on stderr.
  const std::string out = output.output.kind.empty() ? last_line(output.output.head) : "";
  const std::string errors = last_line(output.errors.head);
  const std::string& line =
      errors.empty() || (output.exit.success() && !out.empty()) ? out : errors;
  return exit + (line.empty() ? "; no output" : "; last line: " + line);
}

// The shell itself exits with 126 or 127 (POSIX, sh: EXIT STATUS).
std::string hint_for(const Exit& exit) {
  if (exit.code == 127) return "the shell did not find the program; check its name and PATH";
  if (exit.code == 126) return "the shell found the program but could not execute it";
  return "";
}

std::string describe_some(Ports ports) {
  constexpr std::size_t kShown = 8;
  const std::size_t more = ports.size() - std::min(ports.size(), kShown);
  ports.erase(std::next(ports.begin(), static_cast<long>(ports.size() - more)), ports.end());
  return describe(ports) + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

// Whether another try may end otherwise: not where there is no such program.
bool may_be_starting(const Exit& exit) {
  return !exit.success() && hint_for(exit).empty();
}

class CommandExercise : public Exercise {
 public:
  CommandExercise(std::string command_line, Ports exposed, ReadyLimits ready,
                  std::chrono::milliseconds retry, std::shared_ptr<SharedTimeout> timeout)
      : command_line_(std::move(command_line)),
        exposed_(std::move(exposed)),
        ready_(ready),
        retry_(retry),
        timeout_(timeout ? std::move(timeout) : std::make_shared<SharedTimeout>()) {}

  ExerciseResult run(Endpoint& endpoint) final {
    try {
      const Readiness ready = wait_until_ready(endpoint, exposed_, ready_, *timeout_);
      if (const std::string trouble = trouble_of(ready, endpoint); !trouble.empty()) {
        return {name(), false, trouble, "see the app's own output with -v"};
      }
      ExerciseResult result = run_until_it_passes(endpoint);
      if (result.tries > 1) result.detail += "; " + std::to_string(result.tries) + " tries";
      if (ready.listens && !ready.silent.empty()) {
        result.detail += "; never listening: " + describe_some(ready.silent);
      }
      return result;
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
  std::string trouble_of(const Readiness& ready, const Endpoint& endpoint) const {
    if (!endpoint.running()) return "the app exited before the command could run";
    if (ready.listens || !needs_port()) return "";
    return "no exposed port was listening (exposed: " + describe(exposed_) +
           "; listening: " + describe(endpoint.listening()) + ")";
  }

  ExerciseResult run_until_it_passes(Endpoint& endpoint) const {
    using namespace std::chrono_literals;
    const auto deadline = std::chrono::steady_clock::now() + retry_;
    auto pause = 100ms;
    for (int tries = 1;; ++tries) {
      CommandOutput output = execute(endpoint);
      const bool again = may_be_starting(output.exit) &&
                         std::chrono::steady_clock::now() + pause <= deadline &&
                         endpoint.wait(pause);
      if (!again) {
        ExerciseResult result = {name(), output.exit.success(), describe_output(output),
                                 hint_for(output.exit)};
        result.answer.exit = output.exit;
        result.answer.content = std::move(output.output);
        result.answer.errors = std::move(output.errors);
        result.tries = tries;
        return result;
      }
      pause = std::min<std::chrono::milliseconds>(pause * 2, 1s);
    }
  }

  const Ports exposed_;
  const ReadyLimits ready_;
  const std::chrono::milliseconds retry_;
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
  return std::make_unique<Exec>(std::move(command_line), std::move(exposed),
                                ReadyLimits{limits.exec, limits.others, limits.rest}, limits.retry,
                                std::move(timeout));
}

std::unique_ptr<Exercise> make_host_exec(std::string command_line, Ports exposed,
                                         CommandLimits limits,
                                         std::shared_ptr<SharedTimeout> timeout) {
  return std::make_unique<HostExec>(std::move(command_line), std::move(exposed),
                                    ReadyLimits{limits.host_exec, limits.others, limits.rest},
                                    limits.retry, std::move(timeout));
}

}  // namespace whittle::exercise
