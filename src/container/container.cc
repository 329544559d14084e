#include "container/container.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <thread>

#include "base/atomic_file.h"
#include "base/guardian.h"
#include "base/interruption.h"
#include "base/open_inside.h"
#include "base/reap.h"
#include "base/user_namespace.h"
#include "container/cgroups.h"
#include "container/command_output.h"
#include "container/in_root.h"
#include "container/network.h"
#include "container/network_files.h"
#include "container/oci_runtime.h"
#include "container/output_pump.h"
#include "container/process.h"
#include "container/processes.h"
#include "container/spec.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kPollInterval{20};

pid_t read_pid(const fs::path& file) {
  const std::string text = base::read_file(file, 64);
  pid_t pid = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (parsed.ec != std::errc() || pid <= 1) throw Error("the runtime wrote no valid process id");
  return pid;
}

void check_volumes(const std::vector<Volume>& volumes) {
  for (const Volume& volume : volumes) {
    std::error_code error;
    if (!fs::exists(volume.source, error)) {
      throw Error(
          "cannot mount " + volume.source + " on " + volume.destination + ": it does not exist",
          "create it first; --volume takes SOURCE:DESTINATION[:ro]");
    }
  }
}

// Refuses symlinks: through one, a directory of the host would be bound into the container.
void make_mount_points(const Rootfs& rootfs, const Hardening& hardening) {
  const base::Fd root = base::open_file(rootfs.path(), O_PATH | O_DIRECTORY);
  for (const std::string& path : hardening.writable) {
    make_directories_in_root(rootfs.path(), path);
    base::open_inside(root.get(), path, O_PATH | O_DIRECTORY, base::Symlinks::refused);
  }
}

// The exit status that a shell and Docker use for a command that cannot be executed.
int status_for(const std::string& message) {
  return message.find("ermission denied") != std::string::npos ? 126 : 127;
}

struct Outputs {
  int output = -1;
  int errors = -1;
};

}  // namespace

struct Container::State {
  std::string id;
  fs::path directory;
  RunOptions options;
  Adopt adopt;
  OciRuntime runtime;
  Process process;
  OutputPump pump;
  pid_t init = -1;
  base::Fd init_fd;
  // In a user namespace there is no cgroup from which the next run could find the processes of a
  // killed run.
  std::optional<base::Guardian> guardian;
  base::Fd network;
  std::uint64_t pid_namespace = 0;
  std::optional<Exit> exit;

  State(const RunDirectory& run_directory, RunOptions run_options, Adopt on_adopt,
        OutputSink output)
      : id(run_directory.id()),
        directory(run_directory.path()),
        options(std::move(run_options)),
        adopt(std::move(on_adopt)),
        runtime(options.runtime, directory),
        pump(std::move(output)) {}

  void write_bundle(const Rootfs& rootfs, const ImageConfig& config);
  void create();
  void call(const std::string& verb, std::vector<std::string> arguments, Outputs outputs);
  void destroy() noexcept;
  std::optional<Exit> poll_exit();
};

void Container::State::write_bundle(const Rootfs& rootfs, const ImageConfig& config) {
  check_volumes(options.volumes);
  const std::string hostname = options.hostname.empty() ? id : options.hostname;
  process = plan_process(config, options, hostname, rootfs.path());
  make_directories_in_root(rootfs.path(), process.working_dir);
  make_mount_points(rootfs, options.hardening);
  write_network_files(directory, hostname, options.network);
  const Bundle bundle{id, hostname, rootfs.path(), directory};
  base::write_file(directory / "config.json", config_json(bundle, process, options));
  base::write_file(directory / "runtime", runtime.name());  // for clean_dead_runs()
}

// Runs one command of the runtime and waits for its end.
void Container::State::call(const std::string& verb, std::vector<std::string> arguments,
                            Outputs outputs) {
  arguments.insert(arguments.begin(), verb);
  base::Command command = runtime.command(arguments);
  command.stdout_fd = outputs.output;
  command.stderr_fd = outputs.errors;
  if (adopt) command.before_exec = [this](pid_t pid) { adopt(pid, false); };
  const Exit ended = base::Subprocess(command).wait();
  if (!ended.success()) runtime.throw_failure(verb, ended);
}

void Container::State::create() {
  const std::string pid_file = (directory / "init.pid").string();
  // When `create` exits, init becomes an orphan, which this process has to reap.
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
    throw SystemError("cannot become the reaper of the container", errno);
  }
  call("create", {"--bundle", directory.string(), "--pid-file", pid_file, id},
       {pump.write_end(Stream::output), pump.write_end(Stream::errors)});
  init = read_pid(pid_file);
  init_fd = base::Fd(static_cast<int>(::syscall(SYS_pidfd_open, init, 0)));
  if (!init_fd) throw SystemError("cannot watch the container", errno);
  if (base::in_user_namespace()) guardian.emplace(init);
  pump.start();
  pid_namespace = container::pid_namespace(init);
  network = open_network_namespace(init);
  if (options.network == Network::isolated) bring_loopback_up(network.get());
}

std::optional<Exit> Container::State::poll_exit() {
  if (exit) return exit;
  try {
    exit = base::try_reap(init);
  } catch (const SystemError&) {
    // The tracer thread reaped it without an exit stop, which happens only after SIGKILL
    // (ptrace(2)).
    exit = Exit{.code = 0, .signal = SIGKILL};
  }
  return exit;
}

void Container::State::destroy() noexcept {
  if (init > 0 && !exit) {
    ::kill(init, SIGKILL);
    const auto deadline = Clock::now() + std::chrono::seconds(10);
    while (!poll_exit() && Clock::now() < deadline) {
      reap_orphans(pid_namespace, init);  // init exits only when its pid namespace is empty
      std::this_thread::sleep_for(milliseconds(1));
    }
  }
  try {
    pump.finish();
    kill_cgroups(id);
    runtime.remove(id);
    remove_cgroups(id);
  } catch (const std::exception&) {
    // The next run removes what is left.
  }
}

Container::Container(const RunDirectory& directory, const Rootfs& rootfs, const ImageConfig& config,
                     const RunOptions& options, Adopt adopt, OutputSink output)
    : state_(std::make_unique<State>(directory, options, std::move(adopt), std::move(output))) {
  try {
    state_->write_bundle(rootfs, config);
    state_->create();
    rootfs.mark_created();
  } catch (...) {
    state_->destroy();
    throw;
  }
}

Container::~Container() {
  state_->destroy();
}

pid_t Container::init_pid() const {
  return state_->init;
}
int Container::exit_fd() const {
  return state_->init_fd.get();
}

void Container::start() {
  state_->call("start", {state_->id}, {});
}

void Container::signal(int number) {
  if (!state_->exit) ::syscall(SYS_pidfd_send_signal, state_->init_fd.get(), number, nullptr, 0);
}

std::optional<Exit> Container::exit() const {
  return state_->poll_exit();
}

std::optional<Exit> Container::wait(milliseconds at_most) {
  const auto until = Clock::now() + at_most;
  for (;;) {
    if (const auto ended = state_->poll_exit()) {
      state_->pump.finish();
      return ended;
    }
    reap_orphans(state_->pid_namespace, state_->init);
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left <= milliseconds(0)) return std::nullopt;
    pollfd gone{.fd = exit_fd(), .events = POLLIN, .revents = 0};
    const int ready = base::poll_interruptibly(&gone, 1, std::min(left, kPollInterval));
    // Exited, but not yet released by the tracer: retry shortly.
    if (ready > 0) base::poll_interruptibly(nullptr, 0, milliseconds(1));
  }
}

CommandOutput Container::exec(const std::vector<std::string>& arguments) {
  Process process = state_->process;
  process.arguments = arguments;
  const fs::path file = state_->directory / "process.json";
  base::write_file(file, process_json(process, state_->options.hardening));

  base::Command command = state_->runtime.command({"exec", "--process", file.string(), state_->id});
  if (state_->adopt) command.before_exec = [this](pid_t pid) { state_->adopt(pid, true); };
  CommandOutput output = run_for_output(command);
  const std::string message = state_->runtime.error_message();
  if (!output.exit.success() && !message.empty()) output.exit = {.code = status_for(message)};
  return output;
}

std::set<std::uint16_t> Container::listening() const {
  std::set<std::uint16_t> ports;
  const bool shared = state_->options.network == Network::host;
  const auto sockets = listening_sockets(state_->init);
  if (sockets.empty()) return ports;
  const auto ours = shared ? socket_inodes(state_->pid_namespace) : std::set<std::uint64_t>();
  for (const ListeningSocket& socket : sockets) {
    if (!shared || ours.contains(socket.inode)) ports.insert(socket.port);
  }
  return ports;
}

std::chrono::nanoseconds Container::busy_time() const {
  std::chrono::nanoseconds sum{0};
  for (const pid_t pid : processes_in(state_->pid_namespace)) sum += container::busy_time(pid);
  return sum;
}

void Container::in_network(const std::function<void()>& body) const {
  in_network_namespace(state_->network.get(), body);
}

CommandOutput Container::host_exec(const std::string& command_line) {
  base::Command command;
  command.arguments = {"/bin/sh", "-c", command_line};
  command.network_namespace = state_->network.get();
  return run_for_output(command);
}

}  // namespace whittle::container
