#include "runtime_wrapper/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/background.h"
#include "base/fd.h"
#include "base/subprocess.h"
#include "container/container.h"
#include "oci/json.h"
#include "runtime_wrapper/agent.h"
#include "runtime_wrapper/conversation.h"
#include "runtime_wrapper/runtime_log.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kTraceIsWritten{60};

std::string real_runtime(const CommandLine& line) {
  if (auto program = base::find_program(line.runtime)) return std::move(*program);
  throw Error("no OCI runtime " + line.runtime,
              "--whittle-runtime or WHITTLE_RUNTIME names runc, crun or the path of one");
}

// The same process, so that streams, parent and exit status are what the engine expects.
[[noreturn]] void become_real(const CommandLine& line) {
  const std::string program = real_runtime(line);
  std::vector<std::string> arguments = line.arguments;
  arguments.insert(arguments.begin(), program);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
  throw SystemError("cannot start " + program, errno);
}

StateDirectory state_of(const CommandLine& line) {
  return {line.root, line.id()};
}

// What runc and crun take for one, and no path that leads elsewhere.
void require_id(const CommandLine& line) {
  const std::string id = line.id();
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.+-").find(c) != std::string_view::npos;
  };
  if (!id.empty() && id.size() <= 200 && id.front() != '.' && std::ranges::all_of(id, is_good)) {
    return;
  }
  throw Error("\"" + id + "\" is no container id");
}

fs::path rootfs_of(const fs::path& bundle) {
  const fs::path file = bundle / "config.json";
  return with_context(file.string(), [&] {
    const nlohmann::json json = oci::parse_json(base::read_file(file, oci::kJsonBound));
    const nlohmann::json* root = oci::member(json, "root");
    const std::string path = root ? oci::string_member(*root, "path") : "";
    if (path.empty()) throw Error("it names no root file system");
    return bundle / path;
  });
}

// Without the probes that need a seccomp filter of their own: the container's configuration is the
// engine's.
record::ProbePlan plan() {
  const std::vector<record::ProbeOffer>& all = record::probe_offers();
  std::vector<record::ProbeOffer> offers;
  std::ranges::copy_if(all, std::back_inserter(offers),
                       [](const record::ProbeOffer& offer) { return !offer.takes.filter; });
  record::ProbePlan plan = record::plan_probes(offers, {});
  if (plan.uncovered.size() > record::plan_probes(all, {}).uncovered.size()) {
    throw Error(
        "of the probes that work here one needs a seccomp filter of its own, which the "
        "engine's container does not have: eBPF or ptrace has to work (whittle doctor)");
  }
  return plan;
}

Assignment assign(CommandLine& line) {
  require_id(line);
  const StateDirectory state = state_of(line);
  if (line.pid_file.empty()) {
    line.pid_file = state.pid_file();
    const auto command = std::ranges::find(line.arguments, line.command);
    line.arguments.insert(command + 1, {"--pid-file", line.pid_file});
  }
  const fs::path bundle = line.bundle.empty() ? fs::current_path() : fs::absolute(line.bundle);
  const EngineRootfs rootfs(rootfs_of(bundle));
  Subject subject = find_subject({.id = line.id(), .rootfs = rootfs.path()});
  ImageConfig config;
  config.stop_signal = subject.stop_signal;
  return {.id = line.id(),
          .runtime_process = ::getpid(),
          .pid_file = fs::absolute(line.pid_file),
          .subject = std::move(subject),
          .stop_signal = container::stop_signal(config),
          .runtime_version = container::runtime_version(line.runtime),
          .probes = plan(),
          .rootfs = rootfs,
          .state = state,
          .traces = TraceDirectory(line.traces)};
}

int create(CommandLine line) {
  const Assignment assignment = assign(line);
  for (const std::string& sight : assignment.probes.uncovered) {
    log(line, Level::warning, "no probe sees " + sight + " in container " + line.id());
  }
  assignment.state.make();
  ::unlink(assignment.pid_file.c_str());  // an older one would be taken for the new container's
  base::Pipe ready = base::make_pipe();
  base::start_in_background(ready.write_end.get(),
                            [&](int kept) { live_as_agent(assignment, base::Fd(kept)); });
  ready.write_end.reset();
  const std::string answer = base::read_all(ready.read_end.get(), 65536, "the agent");
  if (answer != "ok") {
    assignment.state.remove();
    throw Error("cannot record container " + line.id() + ": " +
                (answer.empty() ? "the agent has died" : answer));
  }
  become_real(line);
}

// A recording that has died must not pass for one: what belongs to it is refused then.
void ask(const CommandLine& line, const std::string& question) {
  const auto complaint = ask_agent(state_of(line).socket(), question);
  if (complaint && !complaint->empty()) {
    throw Error("cannot record " + line.command + " in container " + line.id() + ": " + *complaint);
  }
}

int ask_first(CommandLine line) {
  ask(line, line.command);
  become_real(line);
}

int kill(CommandLine line) {
  const std::string signal = line.operands.size() > 1 ? line.operands[1] : "TERM";
  try {
    ask(line, "kill " + signal);
  } catch (const Error& error) {
    log(line, Level::warning, error.what());  // a container can always be ended
  }
  become_real(line);
}

// The trace is there when the container is gone, and nothing of ours holds its file system.
void wait_for_trace(const CommandLine& line) {
  const StateDirectory state = state_of(line);
  if (!state.wait_for_agent(kTraceIsWritten)) {
    log(line, Level::warning,
        "the trace of container " + line.id() + " is not there yet: processes of it still run");
    return;
  }
  if (!state.exists()) return;
  state.remove();
  TraceDirectory(line.traces).add_failure(line.id(), "the agent of the recording was killed");
}

int remove(CommandLine line) {
  base::Command command;
  command.arguments = line.arguments;
  command.arguments.insert(command.arguments.begin(), real_runtime(line));
  command.stdin_fd = STDIN_FILENO;
  command.stdout_fd = STDOUT_FILENO;
  command.stderr_fd = STDERR_FILENO;
  const Exit exit = base::Subprocess(command).wait();
  try {
    if (exit.success()) wait_for_trace(line);
  } catch (const Error& error) {
    log(line, Level::warning, error.what());  // the container is gone all the same
  }
  return exit.signal == 0 ? exit.code : 128 + exit.signal;
}

int unrecorded(CommandLine line) {
  log(line, Level::warning,
      "whittle-runtime records containers that are created and started; `" + line.command +
          "` is passed on and not recorded");
  become_real(line);
}

struct Row {
  std::string_view command;
  int (*run)(CommandLine);
};
// Every other command is the real runtime's own.
constexpr Row kCommands[] = {
    {"create", create}, {"start", ask_first}, {"exec", ask_first},     {"kill", kill},
    {"delete", remove}, {"run", unrecorded},  {"restore", unrecorded},
};

}  // namespace

int run_command(const CommandLine& line) {
  for (const Row& row : kCommands) {
    if (row.command == line.command) return row.run(line);
  }
  become_real(line);
}

}  // namespace whittle::runtime_wrapper
