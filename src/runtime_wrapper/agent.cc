#include "runtime_wrapper/agent.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <exception>
#include <optional>

#include "base/interruption.h"
#include "container/container.h"
#include "container/network.h"
#include "container/processes.h"
#include "record/probe_set.h"
#include "runtime_wrapper/agent_socket.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPortInterval{1000};
constexpr milliseconds kRuntimeTimeout{10000};  // after it was said to have ended

base::Fd watch(pid_t pid) {
  return base::Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool has_ended(const base::Fd& process, milliseconds at_most) {
  pollfd wanted{.fd = process.get(), .events = POLLIN, .revents = 0};
  return base::poll_interruptibly(&wanted, 1, at_most) > 0;
}

// nullopt: the runtime has created no container.
std::optional<pid_t> read_pid(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  const std::string text = base::read_file(file, 64);
  pid_t pid = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (parsed.ec != std::errc() || pid <= 1) return std::nullopt;
  return pid;
}

Trace empty_trace(const AgentSetup& setup) {
  Trace trace;
  trace.image = setup.image.digest;
  trace.architecture = Platform::host().architecture;
  utsname system{};
  ::uname(&system);
  trace.kernel = system.release;
  trace.runtime = setup.runtime_version;
  return trace;
}

class Agent {
 public:
  explicit Agent(AgentSetup& setup);

  void serve();  // until the container has ended
  bool has_run() const { return has_started_; }
  Trace finish();

 private:
  void answer();
  std::string execute(const AgentSocket::Request& request);
  void start();
  void signal(const std::string& number);
  void on_created();
  void read_ports();

  // The requests it handles, by their first word.
  struct Command {
    const char* word;
    void (*execute)(Agent&, const AgentSocket::Request&, const std::string& rest);
  };
  static const Command kCommands[];

  AgentSetup& setup_;
  base::FileLock lock_;
  AgentSocket socket_;
  base::Fd runtime_process_;
  record::ProbeSet probes_;
  Trace trace_;
  base::Fd init_;  // once the container is created
  pid_t init_pid_ = -1;
  bool is_over_ = false;  // ended, or was never created
  bool has_started_ = false;
};

const Agent::Command Agent::kCommands[] = {
    {"start", [](Agent& agent, const auto&, const auto&) { agent.start(); }},
    {"exec", [](Agent& agent, const AgentSocket::Request& request,
                const auto&) { agent.probes_.adopt(request.client, Phase::exec); }},
    {"kill", [](Agent& agent, const auto&, const std::string& signal) { agent.signal(signal); }},
};

Agent::Agent(AgentSetup& setup)
    : setup_(setup),
      lock_(setup.state.take_lock()),
      socket_(setup.state.socket()),
      runtime_process_(watch(setup.runtime_process)),
      probes_(record::make_probes(setup.probes)),
      trace_(empty_trace(setup)) {
  if (!runtime_process_) throw SystemError("cannot watch the runtime", errno);
  probes_.prepare({.rootfs = setup.rootfs.path().string(), .device = setup.rootfs.device()});
  probes_.adopt(setup.runtime_process, Phase::runtime);
}

void Agent::serve() {
  while (!is_over_) {
    const bool is_created = static_cast<bool>(init_);
    pollfd wanted[] = {{socket_.fd(), POLLIN, 0},
                       {is_created ? init_.get() : runtime_process_.get(), POLLIN, 0}};
    base::poll_interruptibly(wanted, 2, kPortInterval);
    if (has_started_) read_ports();
    if (wanted[1].revents != 0) {
      if (is_created) {
        is_over_ = true;
      } else {
        on_created();
      }
    } else if (wanted[0].revents != 0) {
      answer();
    }
  }
}

void Agent::answer() {
  const auto request = socket_.accept();
  if (!request) return;
  std::string message;
  try {
    message = execute(*request);
  } catch (const Error& error) {
    message = error.what();
  }
  AgentSocket::answer(*request, message);
}

std::string Agent::execute(const AgentSocket::Request& request) {
  const std::size_t end = request.text.find(' ');
  const std::string word = request.text.substr(0, end);
  for (const Command& command : kCommands) {
    if (word != command.word) continue;
    command.execute(*this, request, end == std::string::npos ? "" : request.text.substr(end + 1));
    return "";
  }
  return "the agent does not know the request \"" + word + "\"";
}

// The runtime's `create` has ended: init waits before it executes the app.
void Agent::on_created() {
  const auto pid = read_pid(setup_.pid_file);
  if (pid) init_ = watch(*pid);
  if (!init_) {  // `create` failed, or init is already dead
    is_over_ = true;
    return;
  }
  init_pid_ = *pid;
  probes_.attach({.init_pid = init_pid_});
  setup_.rootfs.mark_created();
}

void Agent::start() {
  // Engines may call `start` before this process has noticed the end of `create`.
  if (!init_ && has_ended(runtime_process_, kRuntimeTimeout)) on_created();
  if (!init_) throw Error("the container was not created");
  if (!has_started_) probes_.begin(kBeforeExercises);
  has_started_ = true;
}

void Agent::signal(const std::string& number) {
  read_ports();
  ImageConfig sent;
  sent.stop_signal = number;
  if (container::stop_signal(sent) == setup_.stop_signal) probes_.enter(Phase::shutdown);
}

void Agent::read_ports() {
  const auto sockets = container::listening_sockets(init_pid_);
  if (sockets.empty()) return;
  const auto ours = container::socket_inodes(container::pid_namespace(init_pid_));
  for (const container::ListeningSocket& socket : sockets) {
    if (ours.contains(socket.inode)) trace_.ports.insert(socket.port);
  }
}

Trace Agent::finish() {
  // No more requests: without the socket, commands run without telling the agent.
  ::unlink(setup_.state.socket().c_str());
  trace_.written = setup_.rootfs.changes();
  probes_.stop(trace_);
  return std::move(trace_);
}

void record(AgentSetup& setup, base::Fd ready) {
  std::optional<Agent> agent;
  try {
    agent.emplace(setup);
  } catch (const Error& error) {
    base::write_all(ready.get(), error.what(), "the runtime");
    return;
  }
  base::write_all(ready.get(), "ok", "the runtime");
  ready.reset();
  try {
    agent->serve();
    const Trace trace = agent->finish();
    if (agent->has_run()) setup.traces.add(setup.id, trace);
  } catch (const std::exception& error) {
    setup.traces.add_failure(setup.id, error.what());
  }
  setup.state.remove();
}

}  // namespace

void run_agent(AgentSetup setup, base::Fd ready) noexcept {
  ::prctl(PR_SET_NAME, "whittle-agent");
  try {
    record(setup, std::move(ready));
  } catch (const std::exception&) {
    // The runtime's process is gone, or not even the failure can be written.
  }
}

}  // namespace whittle::runtime_wrapper
