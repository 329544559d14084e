#include "probes/ptrace/tracer.h"

#include <sched.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <sstream>
#include <string>

#include "base/fd.h"
#include "base/interruption.h"
#include "base/reap.h"
#include "probes/calls/process_text.h"
#include "probes/ptrace/stopped_call.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr auto kOptions = static_cast<unsigned long>(
    PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
    PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL);

// The signal that interrupts waitpid() of the tracer thread. It is ignored by default, so a late
// one does no harm.
constexpr int kWakeSignal = SIGURG;
constexpr auto kWakeInterval = std::chrono::milliseconds(2);
constexpr auto kCheckInterval = std::chrono::milliseconds(50);

void on_wake_signal(int) {}

// The handler stays installed: an exec resets it, and nothing else here uses the signal. No
// SA_RESTART, so that waitpid() returns.
void install_wake_handler() {
  struct sigaction action {};
  action.sa_handler = on_wake_signal;
  ::sigaction(kWakeSignal, &action, nullptr);
}

// Errors are ignored: ESRCH means that the tracee was killed meanwhile, which waitpid() reports.
void resume(const Tracee& tracee, int signal = 0) {
  const bool waits_for_filter =
      tracee.filtered && !tracee.process->has_own_filters && !tracee.in_call;
  ::ptrace(waits_for_filter ? PTRACE_CONT : PTRACE_SYSCALL, tracee.tid, nullptr, signal);
}

bool is_group_stop(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

}  // namespace

Tracer::Tracer(const RecordingScope& scope, const char* name, Stops stops)
    : builder_(name),
      options_(stops == Stops::by_filter ? kOptions | PTRACE_O_TRACESECCOMP : kOptions),
      recorder_(scope, builder_) {
  install_wake_handler();
  thread_ = std::thread([this] {
    thread_id_ = ::gettid();
    try {
      run();
    } catch (...) {
      failure_ = std::current_exception();
    }
    // When this thread ends, the kernel kills what is still traced.
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  });
}

Tracer::~Tracer() {
  end_thread();
}

// A signal that arrives just before the tracer thread enters waitpid() is lost, so callers repeat
// this until they get an answer.
void Tracer::wake() {
  if (const pid_t tid = thread_id_; tid != 0) ::syscall(SYS_tgkill, ::getpid(), tid, kWakeSignal);
}

void Tracer::adopt(pid_t pid, Phase on_image) {
  Adoption adoption{.pid = pid, .on_image = on_image};
  std::unique_lock lock(mutex_);
  requests_.push_back(&adoption);
  changed_.notify_all();
  wake();
  while (!adoption.done && !ended_) {
    if (changed_.wait_for(lock, kWakeInterval) == std::cv_status::timeout) wake();
  }
  if (!adoption.done)
    throw Error("cannot trace process " + std::to_string(pid) + ": the tracer has ended");
  if (adoption.error != 0) {
    throw SystemError("cannot trace process " + std::to_string(pid), adoption.error,
                      "ptrace needs CAP_SYS_PTRACE, and no other tracer at the process");
  }
}

void Tracer::finish(Trace& into) {
  std::unique_lock lock(mutex_);
  ending_ = true;
  changed_.notify_all();
  while (!ended_) {
    if (changed_.wait_for(lock, kCheckInterval) == std::cv_status::timeout) {
      wake();
      lock.unlock();
      base::interruption::check();
      lock.lock();
    }
  }
  lock.unlock();
  end_thread();
  if (failure_) std::rethrow_exception(failure_);
  recorder_.merge_into(builder_.trace());
  builder_.merge_into(into);
}

void Tracer::end_thread() {
  if (!thread_.joinable()) return;
  std::unique_lock lock(mutex_);
  aborting_ = true;
  changed_.notify_all();
  while (!ended_) {
    if (changed_.wait_for(lock, kWakeInterval) == std::cv_status::timeout) wake();
  }
  lock.unlock();
  thread_.join();
}

void Tracer::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(
          lock, [&] { return !tracees_.empty() || !requests_.empty() || ending_ || aborting_; });
      if (aborting_ || (ending_ && tracees_.empty() && requests_.empty())) return;
    }
    serve();
    int status = 0;
    const pid_t tid = ::waitpid(-1, &status, __WALL | __WNOTHREAD);
    if (tid > 0) {
      handle(tid, status);
    } else if (errno == ECHILD) {
      tracees_.clear();  // killed while they exited, and reaped by their parents
    } else if (errno != EINTR) {
      throw SystemError("cannot wait for traced processes", errno);
    }
  }
}

void Tracer::serve() {
  const std::lock_guard lock(mutex_);
  while (!requests_.empty()) {
    Adoption& adoption = *requests_.front();
    requests_.pop_front();
    seize(adoption);
  }
}

void Tracer::seize(Adoption& adoption) {
  if (::ptrace(PTRACE_SEIZE, adoption.pid, nullptr, options_) != 0 ||
      ::ptrace(PTRACE_INTERRUPT, adoption.pid, nullptr, nullptr) != 0) {
    adoption.error = errno;
    adoption.done = true;
    changed_.notify_all();
    return;
  }
  auto process = std::make_shared<Process>();
  process->phase_on_image = adoption.on_image;
  add(adoption.pid, adoption.pid, std::move(process));
  adoptions_.push_back(&adoption);
}

void Tracer::complete_adoption(pid_t tid, int error) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(adoptions_.begin(), adoptions_.end(),
                                  [&](const Adoption* adoption) { return adoption->pid == tid; });
  if (found == adoptions_.end()) return;
  (*found)->error = error;
  (*found)->done = true;
  adoptions_.erase(found);
  changed_.notify_all();
}

Tracee& Tracer::add(pid_t tid, pid_t tgid, std::shared_ptr<Process> process) {
  Tracee& tracee = tracees_[tid];
  tracee = Tracee{.tid = tid, .tgid = tgid, .process = std::move(process)};
  return tracee;
}

void Tracer::handle(pid_t tid, int status) {
  if (!WIFSTOPPED(status)) {
    // Killed without a PTRACE_EVENT_EXIT. This wait has reaped it; if its parent is this process,
    // the parent learns the status from note_exit().
    base::note_exit(tid, status);
    if (const auto found = tracees_.find(tid); found != tracees_.end())
      remove_tracee(found->second);
    return;
  }
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  const auto found = tracees_.find(tid);
  Tracee& tracee = found != tracees_.end() ? found->second : discover(tid);
  if (event != 0) {
    on_event(tracee, event, signal);
  } else if (signal == (SIGTRAP | 0x80)) {
    on_syscall(tracee);
    resume(tracee);
  } else {
    resume(tracee, signal);
  }
}

void Tracer::on_event(Tracee& tracee, int event, int signal) {
  const pid_t tid = tracee.tid;
  switch (event) {
    case PTRACE_EVENT_STOP:
      if (is_group_stop(signal)) {
        ::ptrace(PTRACE_LISTEN, tid, nullptr, nullptr);
      } else {
        resume(tracee);
      }
      complete_adoption(tid, 0);
      return;
    case PTRACE_EVENT_EXIT:
      remove_tracee(tracee);
      ::ptrace(PTRACE_DETACH, tid, nullptr, nullptr);
      return;
    case PTRACE_EVENT_CLONE:
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
      on_new_tracee(tracee);
      break;
    case PTRACE_EVENT_EXEC:
      on_exec(tracee);
      break;
    case PTRACE_EVENT_SECCOMP:
      on_filter(tracee);
      break;
    default:
      break;
  }
  resume(tracee);
}

void Tracer::on_new_tracee(const Tracee& parent) {
  unsigned long message = 0;
  if (::ptrace(PTRACE_GETEVENTMSG, parent.tid, nullptr, &message) != 0) return;
  const auto tid = static_cast<pid_t>(message);
  if (tid <= 0 || tracees_.contains(tid)) return;
  const bool is_thread = is_thread_of(tid, parent.tgid);
  Tracee& child = is_thread ? add(tid, parent.tgid, parent.process)
                            : add(tid, tid, std::make_shared<Process>(*parent.process));
  child.filtered = parent.filtered;
}

// A thread whose first stop came before the event of its parent, or whose parent was killed before
// its event.
Tracee& Tracer::discover(pid_t tid) {
  const Ancestry ancestry = ancestry_of(tid);
  if (const auto leader = tracees_.find(ancestry.tgid); leader != tracees_.end()) {
    return add(tid, ancestry.tgid, leader->second.process);
  }
  for (const auto& [other, tracee] : tracees_) {
    if (tracee.tgid == ancestry.tgid) return add(tid, ancestry.tgid, tracee.process);
    if (tracee.tgid == ancestry.parent) {
      return add(tid, ancestry.tgid, std::make_shared<Process>(*tracee.process));
    }
  }
  auto process = std::make_shared<Process>();
  if (const auto program = recorder_.image_program(tid)) {
    process->phase = Phase::app;
    process->executable = *program;
  }
  return add(tid, ancestry.tgid, std::move(process));
}

void Tracer::on_exec(Tracee& tracee) {
  // The calling thread takes over the id of the thread group leader; its pending call moves with
  // it.
  unsigned long message = 0;
  ::ptrace(PTRACE_GETEVENTMSG, tracee.tid, nullptr, &message);
  const auto former = tracees_.find(static_cast<pid_t>(message));
  if (former != tracees_.end() && former->first != tracee.tid) {
    const pid_t tid = tracee.tid;
    tracee = std::move(former->second);
    tracee.tid = tracee.tgid = tid;
    tracees_.erase(former);
  }
  Process& process = *tracee.process;
  const auto program = recorder_.image_program(tracee.tid);
  if (program && process.phase == Phase::runtime) process.phase = process.phase_on_image;
  forget_directories_after(recorder_.ended(tracee, 0, phase_of(tracee)));
  process.executable = program.value_or("");
  process.calls = nullptr;
  if (program) {
    builder_.add_process(
        {.executable = *program, .arguments = arguments_of(tracee.tid), .phase = phase_of(tracee)});
  }
}

void Tracer::on_syscall(Tracee& tracee) {
  const auto stop = look_at_call(tracee.tid);
  if (!stop) return;
  if (stop->end) {
    on_exit(tracee, *stop->end);
  } else {
    on_entry(tracee, stop->call);
  }
}

// When the thread is stopped at each call too, this comes after on_entry().
void Tracer::on_filter(Tracee& tracee) {
  const auto stop = look_at_call(tracee.tid);
  if (!stop) return;
  tracee.filtered = true;
  if (!tracee.in_call) {
    on_entry(tracee, stop->call);
    tracee.in_call = recorder_.needs_end(tracee);
  }
  if (loads_filter(stop->call)) tracee.process->has_own_filters = true;
  if (tracee.hides_child && clear_untraced_flag(tracee)) tracee.hides_child = false;
}

void Tracer::on_entry(Tracee& tracee, const Call& call) {
  tracee.in_call = true;
  recorder_.entered(tracee, call, phase_of(tracee));
}

void Tracer::on_exit(Tracee& tracee, int error) {
  if (!tracee.in_call) return;  // the exit of the call in which it was adopted
  tracee.in_call = false;
  forget_directories_after(recorder_.ended(tracee, error, phase_of(tracee)));
}

// Threads may share root and working directory (CLONE_FS), so all are forgotten. At once, since an
// open descriptor would keep a file system from being unmounted.
void Tracer::forget_directories_after(Changes changes) {
  if (changes == Changes::nothing) return;
  for (auto& [tid, tracee] : tracees_) tracee.directories.forget();
}

void Tracer::remove_tracee(Tracee& tracee) {
  if (tracee.in_call) recorder_.ended(tracee, std::nullopt, phase_of(tracee));
  const pid_t tid = tracee.tid;
  tracees_.erase(tid);
  complete_adoption(tid, ESRCH);
}

Phase Tracer::phase_of(const Tracee& tracee) const {
  const Phase phase = tracee.process->phase;
  return phase == Phase::app && shutdown_ ? Phase::shutdown : phase;
}

}  // namespace whittle::probes
