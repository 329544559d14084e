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
#include "runtime_wrapper/agent_socket.h"
#include "runtime_wrapper/runtime_log.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kTraceTimeout{60};

std::string real_runtime(const CommandLine& line) {
  if (auto program = base::find_program(line.runtime)) return std::move(*program);
  throw Error("no OCI runtime " + line.runtime,
              "--whittle-runtime or WHITTLE_RUNTIME takes runc, crun or the path of one");
}

// Executes it in this process, so that streams, parent and exit status are as the engine expects.
[[noreturn]] void exec_real_runtime(const CommandLine& line) {
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

// Accepts what runc and crun accept as an id, and no path.
void require_id(const CommandLine& line) {
  const std::string id = line.id();
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.+-").find(c) != std::string_view::npos;
  };
  if (!id.empty() && id.size() <= 200 && id.front() != '.' && std::ranges::all_of(id, is_good)) {
    return;
  }
  throw Error("\"" + id + "\" is not a valid container id");
}

fs::path rootfs_of(const fs::path& bundle) {
  const fs::path file = bundle / "config.json";
  return with_context(file.string(), [&] {
    const nlohmann::json json = oci::parse_json(base::read_file(file, oci::kJsonBound));
    const nlohmann::json* root = oci::member(json, "root");
    const std::string path = root ? oci::string_member(*root, "path") : "";
    if (path.empty()) throw Error("it has no root path");
    return bundle / path;
  });
}

// Leaves out probes that need a seccomp filter: the container's configuration is made by the
// engine.
record::ProbePlan plan() {
  const std::vector<record::ProbeOffer>& all = record::probe_offers();
  std::vector<record::ProbeOffer> offers;
  std::ranges::copy_if(all, std::back_inserter(offers),
                       [](const record::ProbeOffer& offer) { return !offer.takes.filter; });
  record::ProbePlan plan = record::plan_probes(offers, {});
  if (plan.uncovered.size() > record::plan_probes(all, {}).uncovered.size()) {
    throw Error(
        "the probes that work here need a seccomp filter, which cannot be set in an engine's "
        "container: the ebpf or the ptrace probe has to work; see whittle doctor");
  }
  return plan;
}

AgentSetup prepare(CommandLine& line) {
  require_id(line);
  const StateDirectory state = state_of(line);
  if (line.pid_file.empty()) {
    line.pid_file = state.pid_file();
    const auto command = std::ranges::find(line.arguments, line.command);
    line.arguments.insert(command + 1, {"--pid-file", line.pid_file});
  }
  const fs::path bundle = line.bundle.empty() ? fs::current_path() : fs::absolute(line.bundle);
  const EngineRootfs rootfs(rootfs_of(bundle));
  ContainerImage image = find_image({.id = line.id(), .rootfs = rootfs.path()});
  ImageConfig config;
  config.stop_signal = image.stop_signal;
  return {.id = line.id(),
          .runtime_process = ::getpid(),
          .pid_file = fs::absolute(line.pid_file),
          .image = std::move(image),
          .stop_signal = container::stop_signal(config),
          .runtime_version = container::runtime_version(line.runtime),
          .probes = plan(),
          .rootfs = rootfs,
          .state = state,
          .traces = TraceDirectory(line.traces)};
}

int create(CommandLine line) {
  const AgentSetup setup = prepare(line);
  for (const std::string& missing : setup.probes.uncovered) {
    log(line, Level::warning, "no probe sees " + missing + " in container " + line.id());
  }
  setup.state.make();
  ::unlink(setup.pid_file.c_str());  // an old file must not be taken for the new container's
  base::Pipe ready = base::make_pipe();
  base::start_in_background(ready.write_end.get(),
                            [&](int kept) { run_agent(setup, base::Fd(kept)); });
  ready.write_end.reset();
  const std::string answer = base::read_all(ready.read_end.get(), 65536, "the agent");
  if (answer != "ok") {
    setup.state.remove();
    throw Error("cannot record container " + line.id() + ": " +
                (answer.empty() ? "the agent ended unexpectedly" : answer));
  }
  exec_real_runtime(line);
}

// Refuses the command if the agent has died, so that an incomplete recording does not pass as
// complete.
void tell_agent(const CommandLine& line, const std::string& request) {
  const auto message = send_to_agent(state_of(line).socket(), request);
  if (message && !message->empty()) {
    throw Error("cannot record " + line.command + " in container " + line.id() + ": " + *message);
  }
}

int tell_agent_and_run(CommandLine line) {
  tell_agent(line, line.command);
  exec_real_runtime(line);
}

int kill(CommandLine line) {
  const std::string signal = line.operands.size() > 1 ? line.operands[1] : "TERM";
  try {
    tell_agent(line, "kill " + signal);
  } catch (const Error& error) {
    log(line, Level::warning, error.what());  // killing a container must always work
  }
  exec_real_runtime(line);
}

// Waits until the trace is written and the agent no longer uses the container's file system.
void wait_for_trace(const CommandLine& line) {
  const StateDirectory state = state_of(line);
  if (!state.wait_for_agent(kTraceTimeout)) {
    log(line, Level::warning,
        "the trace of container " + line.id() +
            " is not written yet: some of its processes still run");
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
    log(line, Level::warning, error.what());  // the container is deleted anyway
  }
  return exit.signal == 0 ? exit.code : 128 + exit.signal;
}

int run_unrecorded(CommandLine line) {
  log(line, Level::warning,
      "whittle-runtime records containers run by `create` and `start`; `" + line.command +
          "` is passed on and not recorded");
  exec_real_runtime(line);
}

struct Row {
  std::string_view command;
  int (*run)(CommandLine);
};
// Other commands are passed to the real runtime.
constexpr Row kCommands[] = {
    {"create", create}, {"start", tell_agent_and_run}, {"exec", tell_agent_and_run}, {"kill", kill},
    {"delete", remove}, {"run", run_unrecorded},       {"restore", run_unrecorded},
};

}  // namespace

int run_command(const CommandLine& line) {
  for (const Row& row : kCommands) {
    if (row.command == line.command) return row.run(line);
  }
  exec_real_runtime(line);
}

}  // namespace whittle::runtime_wrapper
