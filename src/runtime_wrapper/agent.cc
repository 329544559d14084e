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
#include "runtime_wrapper/conversation.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLookForPorts{1000};
constexpr milliseconds kRuntimeEnds{10000};  // after it was said to have ended

base::Fd watch(pid_t pid) {
  return base::Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool has_ended(const base::Fd& process, milliseconds at_most) {
  pollfd wanted{.fd = process.get(), .events = POLLIN, .revents = 0};
  return base::poll_interruptibly(&wanted, 1, at_most) > 0;
}

// Nothing: the runtime has created no container.
std::optional<pid_t> read_pid(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  const std::string text = base::read_file(file, 64);
  pid_t pid = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (parsed.ec != std::errc() || pid <= 1) return std::nullopt;
  return pid;
}

Trace empty_trace(const Assignment& assignment) {
  Trace trace;
  trace.image = assignment.subject.image;
  trace.architecture = Platform::host().architecture;
  utsname system{};
  ::uname(&system);
  trace.kernel = system.release;
  trace.runtime = assignment.runtime_version;
  return trace;
}

class Agent {
 public:
  explicit Agent(Assignment& assignment);

  void serve();  // until the container is gone
  bool has_run() const { return has_started_; }
  Trace finish();

 private:
  void answer();
  std::string obey(const Listener::Question& question);
  void start();
  void signal(const std::string& number);
  void settle();
  void look_for_ports();

  // What is asked of it, by its first word.
  struct Order {
    const char* word;
    void (*obey)(Agent&, const Listener::Question&, const std::string& rest);
  };
  static const Order kOrders[];

  Assignment& assignment_;
  base::FileLock lock_;
  Listener listener_;
  base::Fd runtime_process_;
  record::ProbeSet probes_;
  Trace trace_;
  base::Fd init_;  // once the container is created
  pid_t init_pid_ = -1;
  bool is_over_ = false;  // or never was
  bool has_started_ = false;
};

const Agent::Order Agent::kOrders[] = {
    {"start", [](Agent& agent, const auto&, const auto&) { agent.start(); }},
    {"exec", [](Agent& agent, const Listener::Question& question,
                const auto&) { agent.probes_.adopt(question.asker, Phase::exec); }},
    {"kill", [](Agent& agent, const auto&, const std::string& signal) { agent.signal(signal); }},
};

Agent::Agent(Assignment& assignment)
    : assignment_(assignment),
      lock_(assignment.state.hold()),
      listener_(assignment.state.socket()),
      runtime_process_(watch(assignment.runtime_process)),
      probes_(record::make_probes(assignment.probes)),
      trace_(empty_trace(assignment)) {
  if (!runtime_process_) throw SystemError("cannot watch the runtime", errno);
  probes_.prepare(
      {.rootfs = assignment.rootfs.path().string(), .device = assignment.rootfs.device()});
  probes_.adopt(assignment.runtime_process, Phase::runtime);
}

void Agent::serve() {
  while (!is_over_) {
    const bool is_created = static_cast<bool>(init_);
    pollfd wanted[] = {{listener_.fd(), POLLIN, 0},
                       {is_created ? init_.get() : runtime_process_.get(), POLLIN, 0}};
    base::poll_interruptibly(wanted, 2, kLookForPorts);
    if (has_started_) look_for_ports();
    if (wanted[1].revents != 0) {
      if (is_created) {
        is_over_ = true;
      } else {
        settle();
      }
    } else if (wanted[0].revents != 0) {
      answer();
    }
  }
}

void Agent::answer() {
  const auto question = listener_.accept();
  if (!question) return;
  std::string complaint;
  try {
    complaint = obey(*question);
  } catch (const Error& error) {
    complaint = error.what();
  }
  Listener::answer(*question, complaint);
}

std::string Agent::obey(const Listener::Question& question) {
  const std::size_t end = question.text.find(' ');
  const std::string word = question.text.substr(0, end);
  for (const Order& order : kOrders) {
    if (word != order.word) continue;
    order.obey(*this, question, end == std::string::npos ? "" : question.text.substr(end + 1));
    return "";
  }
  return "the agent does not know what \"" + word + "\" is";
}

// The runtime's `create` has ended: init waits before the app's exec.
void Agent::settle() {
  const auto pid = read_pid(assignment_.pid_file);
  if (pid) init_ = watch(*pid);
  if (!init_) {  // it was refused, or is dead already
    is_over_ = true;
    return;
  }
  init_pid_ = *pid;
  probes_.attach({.init_pid = init_pid_});
  assignment_.rootfs.mark_created();
}

void Agent::start() {
  // Engines are quick to ask, as soon as `create` has ended.
  if (!init_ && has_ended(runtime_process_, kRuntimeEnds)) settle();
  if (!init_) throw Error("the container was not created");
  if (!has_started_) probes_.begin(kBeforeExercises);
  has_started_ = true;
}

void Agent::signal(const std::string& number) {
  look_for_ports();
  ImageConfig sent;
  sent.stop_signal = number;
  if (container::stop_signal(sent) == assignment_.stop_signal) probes_.enter(Phase::shutdown);
}

void Agent::look_for_ports() {
  const auto sockets = container::listening_sockets(init_pid_);
  if (sockets.empty()) return;
  const auto ours = container::socket_inodes(container::pid_namespace(init_pid_));
  for (const container::ListeningSocket& socket : sockets) {
    if (ours.contains(socket.inode)) trace_.ports.insert(socket.port);
  }
}

Trace Agent::finish() {
  // From here on nobody is listened to: who asks finds nobody, and goes on.
  ::unlink(assignment_.state.socket().c_str());
  trace_.written = assignment_.rootfs.changes();
  probes_.stop(trace_);
  return std::move(trace_);
}

void record(Assignment& assignment, base::Fd ready) {
  std::optional<Agent> agent;
  try {
    agent.emplace(assignment);
  } catch (const Error& error) {
    base::write_all(ready.get(), error.what(), "the runtime");
    return;
  }
  base::write_all(ready.get(), "ok", "the runtime");
  ready.reset();
  try {
    agent->serve();
    const Trace trace = agent->finish();
    if (agent->has_run()) assignment.traces.add(assignment.id, trace);
  } catch (const std::exception& error) {
    assignment.traces.add_failure(assignment.id, error.what());
  }
  assignment.state.remove();
}

}  // namespace

void live_as_agent(Assignment assignment, base::Fd ready) noexcept {
  ::prctl(PR_SET_NAME, "whittle-agent");
  try {
    record(assignment, std::move(ready));
  } catch (const std::exception&) {
    // The runtime's process is gone, or the failure cannot be written either.
  }
}

}  // namespace whittle::runtime_wrapper
