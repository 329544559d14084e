#include "probes/ptrace/call_recorder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "probes/calls/process_memory.h"
#include "probes/calls/resolve_uses.h"

namespace whittle::probes {

// Frequent calls that need no permission, so they are never refused.
const char* const CallRecorder::kNeverRefused =
    "read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 sendfile sendfile64 "
    "recv recvfrom recvmsg recvmmsg recvmmsg_time64 close lseek _llseek fstat fstat64 "
    "poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 "
    "epoll_wait epoll_pwait epoll_pwait2 futex futex_time64 sched_yield "
    "nanosleep clock_nanosleep clock_nanosleep_time64 clock_gettime clock_gettime64 gettimeofday "
    "time times getpid getppid gettid getuid geteuid getgid getegid brk munmap madvise "
    "rt_sigprocmask rt_sigaction rt_sigreturn sigreturn sigaltstack restart_syscall exit "
    "exit_group";

void CallRecorder::entered(Tracee& tracee, const Call& call, Phase phase) {
  const ProcessMemory memory(tracee.tid);
  calls_of(*tracee.process, phase).entered.insert(call.arch, call.number);
  if (phase != Phase::runtime) values_.entered(call, memory);
  tracee.call = call;
  tracee.pending.clear();
  tracee.unreadable = false;
  tracee.hides_child = false;
  tracee.path_call = path_calls_.find(call.arch, call.number);
  if (!tracee.path_call || is_outside_container(tracee, phase)) return;
  const PathUses uses = path_uses(*tracee.path_call, call, memory);
  tracee.unreadable = uses.unreadable;
  tracee.hides_child = uses.hides_child;
  tracee.pending = resolve_uses(resolver_, tracee.tid, tracee.directories, uses);
}

bool CallRecorder::needs_end(const Tracee& tracee) {
  if (!tracee.pending.empty() || tracee.unreadable || tracee.hides_child) return true;
  return !never_refused_.contains(tracee.call.arch, tracee.call.number);
}

CallsOf& CallRecorder::calls_of(Process& process, Phase phase) {
  const std::string* exercise = builder_.exercise_in(phase);
  if (process.calls == nullptr || process.calls_phase != phase ||
      process.calls_exercise != exercise) {
    process.calls = &counts_.of(phase, process.executable, exercise);
    process.calls_phase = phase;
    process.calls_exercise = exercise;
  }
  return *process.calls;
}

// A runtime outside the container's root uses files of the host only.
bool CallRecorder::is_outside_container(Tracee& tracee, Phase phase) {
  if (phase != Phase::runtime) return false;
  const OpenPlace* root = resolver_.root(tracee.tid, tracee.directories);
  return !root || !root->place.in_container();
}

Changes CallRecorder::ended(Tracee& tracee, std::optional<int> error, Phase phase) {
  const Call& call = tracee.call;
  if (const int code = error.value_or(0); code == EPERM || code == EACCES || code == ENOSYS) {
    calls_of(*tracee.process, phase).denied.insert(call.arch, call.number);
  }
  // With these errors the kernel could not read it either.
  if (tracee.unreadable && error && *error != EFAULT && *error != ENAMETOOLONG)
    ++builder_.losses().unreadable_path;
  if (tracee.hides_child && error == 0) ++builder_.losses().untraced_process;
  tracee.unreadable = tracee.hides_child = false;
  for (const ResolvedUse& path : tracee.pending) {
    record_use(builder_, path, error, phase, tracee.process->executable);
  }
  tracee.pending.clear();
  const PathCall* path_call = tracee.path_call;
  tracee.path_call = nullptr;
  if (!path_call || error != 0) return Changes::nothing;
  if (path_call->changes == Changes::mounts) mounts_.forget();
  return path_call->changes;
}

std::optional<std::string> CallRecorder::image_program(pid_t tid) {
  const std::string exe = "/proc/" + std::to_string(tid) + "/exe";
  const base::Fd program(::open(exe.c_str(), O_PATH | O_CLOEXEC));
  if (!program) return std::nullopt;
  const Place place = mounts_.locate(program.get(), tid);
  return place.in_container() ? std::optional(place.path) : std::nullopt;
}

}  // namespace whittle::probes
