#include "base/subprocess.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/process.hpp>
#include <boost/process/extend.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <exception>
#include <thread>

#include "base/environment.h"
#include "base/fd.h"
#include "base/interruption.h"
#include "base/reap.h"
#include "whittle/error.h"

namespace whittle::base {
namespace {

namespace process = boost::process;

constexpr char kGo = 'g';
constexpr char kGiveUp = 'x';

// Runs in the child between fork and exec: async-signal-safe calls only.
struct ChildSetUp : process::extend::handler {
  const Command& command;
  int report_pid;  // -1: no gate
  int gate;
  int answers;  // the parent's end of the gate

  ChildSetUp(const Command& set_up_for, int report_pid_fd, int gate_fd, int answers_fd)
      : command(set_up_for), report_pid(report_pid_fd), gate(gate_fd), answers(answers_fd) {}

  template <typename Executor>
  void on_exec_setup(Executor& /*executor*/) const {
    ::signal(SIGPIPE, SIG_DFL);
    if (command.network_namespace >= 0 && ::setns(command.network_namespace, CLONE_NEWNET) != 0) {
      ::_exit(126);
    }
    const int wanted[] = {command.stdin_fd, command.stdout_fd, command.stderr_fd};
    // Descriptors are moved above 2 first, so that no dup2 overwrites one that is still needed.
    int moved[3];
    for (int i = 0; i < 3; ++i) {
      const int source = wanted[i] >= 0 ? wanted[i] : ::open("/dev/null", O_RDWR | O_CLOEXEC);
      moved[i] = ::fcntl(source, F_DUPFD_CLOEXEC, 3);
    }
    for (int i = 0; i < 3; ++i) ::dup2(moved[i], i);
    if (report_pid >= 0) {
      // With the last copy of that end in the parent, the gate ends when the parent is killed.
      ::close(answers);
      const pid_t self = ::getpid();
      char go = 0;
      if (::write(report_pid, &self, sizeof self) != sizeof self || ::read(gate, &go, 1) != 1 ||
          go != kGo) {
        ::_exit(126);
      }
    }
  }
};

// Stops the child before its exec until before_exec has run in a thread of its own (Boost's
// constructor does not return before the exec has happened).
class Gate {
 public:
  explicit Gate(const std::function<void(pid_t)>& before_exec) {
    if (!before_exec) return;
    pids_ = make_pipe();
    go_ = make_pipe();
    thread_ = std::thread([this, &before_exec] {
      try {
        pid_t pid = 0;
        if (::read(pids_.read_end.get(), &pid, sizeof pid) != sizeof pid)
          return;  // the child did not start
        before_exec(pid);
        answer(kGo);
      } catch (...) {
        failure_ = std::current_exception();
        answer(kGiveUp);
      }
    });
  }
  ~Gate() { close(); }

  int report_pid() const { return pids_.write_end.get(); }
  int gate() const { return go_.read_end.get(); }
  int answers() const { return go_.write_end.get(); }
  void close() {
    pids_.write_end.reset();
    if (thread_.joinable()) thread_.join();
  }
  void rethrow() {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void answer(char word) const {
    // If the child is gone, the answer is not needed.
    [[maybe_unused]] const ssize_t written = ::write(go_.write_end.get(), &word, 1);
  }

  Pipe pids_;
  Pipe go_;
  std::thread thread_;
  std::exception_ptr failure_;
};

}  // namespace

struct Subprocess::State {
  process::child child;
  pid_t pid = -1;
  std::optional<Exit> exit;

  std::optional<Exit> poll() {
    if (!exit) exit = try_reap(pid);
    return exit;
  }
  // Cannot be interrupted: for a child that is being killed or gives up by itself.
  void reap() {
    while (!poll()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
};

Subprocess::Subprocess(const Command& command) : state_(std::make_unique<State>()) {
  const std::string& name = command.arguments.at(0);
  const std::optional<std::string> program = find_program(name);
  if (!program) throw Error("cannot start " + name + ": no such program");
  std::vector<std::string> rest(command.arguments.begin() + 1, command.arguments.end());

  Gate gate(command.before_exec);
  std::error_code error;
  state_->child =
      process::child(process::exe = *program, process::args = rest, error,
                     ChildSetUp(command, gate.report_pid(), gate.gate(), gate.answers()));
  gate.close();
  state_->pid = state_->child.id();
  state_->child.detach();  // waited for by pidfd and waitpid, which can be interrupted
  try {
    if (error) throw Error("cannot start " + name + ": " + error.message());
    gate.rethrow();
  } catch (...) {
    if (state_->pid > 0) state_->reap();
    throw;
  }
}

Subprocess::Subprocess(Subprocess&&) noexcept = default;

Subprocess::~Subprocess() {
  if (!state_ || state_->pid <= 0 || state_->exit) return;
  ::kill(state_->pid, SIGKILL);
  try {
    state_->reap();
  } catch (const std::exception&) {
    // Reaped elsewhere: it is gone, which is enough here.
  }
}

pid_t Subprocess::pid() const {
  return state_->pid;
}
std::optional<Exit> Subprocess::poll() {
  return state_->poll();
}
void Subprocess::kill(int signal) {
  if (!state_->exit) ::kill(state_->pid, signal);
}

Exit Subprocess::wait() {
  if (const auto exit = poll()) return *exit;
  const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, state_->pid, 0)));
  if (!pidfd) throw SystemError("cannot watch process " + std::to_string(state_->pid), errno);
  for (;;) {
    if (const auto exit = poll()) return *exit;
    pollfd wanted{.fd = pidfd.get(), .events = POLLIN, .revents = 0};
    // The pidfd does not report a traced child before its tracer detaches, so look periodically.
    poll_interruptibly(&wanted, 1, std::chrono::milliseconds(50));
  }
}

Output run(Command command, std::size_t limit) {
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  command.stdout_fd = out.write_end.get();
  command.stderr_fd = err.write_end.get();
  Subprocess child(command);
  out.write_end.reset();
  err.write_end.reset();

  Output output;
  struct Stream {
    int fd;
    std::string* into;
    bool open = true;
  } streams[] = {{out.read_end.get(), &output.out}, {err.read_end.get(), &output.err}};
  // A grandchild may keep the pipes open for ever, so the end of the child decides.
  std::optional<Exit> ended;
  while (streams[0].open || streams[1].open) {
    pollfd fds[2];
    for (int i = 0; i < 2; ++i) fds[i] = {streams[i].open ? streams[i].fd : -1, POLLIN, 0};
    const int ready = poll_interruptibly(fds, 2, std::chrono::milliseconds(50));
    if (ready == 0 && ended) break;
    for (int i = 0; i < 2; ++i) {
      if ((fds[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      char buffer[16384];
      const std::size_t n =
          read_some(fds[i].fd, std::as_writable_bytes(std::span(buffer)), command.arguments[0]);
      if (n == 0) streams[i].open = false;
      streams[i].into->append(buffer,
                              std::min(n, limit - std::min(limit, streams[i].into->size())));
    }
    if (!ended) ended = child.poll();
  }
  output.exit = child.wait();
  return output;
}

std::optional<std::string> find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    return ::access(name.c_str(), X_OK) == 0 ? std::optional(name) : std::nullopt;
  }
  std::string directories = environment_variable("PATH").value_or("");
  directories += ":/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";
  for (std::size_t begin = 0; begin <= directories.size();) {
    const std::size_t end = std::min(directories.find(':', begin), directories.size());
    const std::string candidate = directories.substr(begin, end - begin) + "/" + name;
    if (end > begin && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace whittle::base
