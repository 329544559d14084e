// The thread that makes all ptrace(2) calls: it attaches to processes and follows their
// descendants.
//
// Only the tracing thread can handle a stop, so requests of other threads are queued to it. It
// waits only for its tracees
// (__WNOTHREAD) and detaches from each when it exits (PTRACE_EVENT_EXIT), so that its parent can
// reap it.
//
// A thread is stopped at the entry and exit of each call. With Stops::by_filter that ends when the
// container's seccomp filter (SECCOMP_RET_TRACE, whittle/call_filter.h) stops it for the first
// time: from then on the filter stops it before each call, and it is stopped at an exit only if the
// result is needed. (Before that it is the runtime, whose calls count too.) A process that loads a
// filter of its own is stopped at each call again, since that filter may decide before ours.
//
// Code that waits for a child that is traced here must use base/reap.h.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "probes/ptrace/call_recorder.h"
#include "probes/ptrace/tracee.h"
#include "probes/trace_builder.h"
#include "whittle/probe.h"

namespace whittle::probes {

enum class Stops { at_each_call, by_filter };

class Tracer {
 public:
  // name: of the probe, for the trace.
  Tracer(const RecordingScope& scope, const char* name, Stops stops);
  // Kills what is still traced (PTRACE_O_EXITKILL).
  ~Tracer();

  // Returns when every further call of the process will be seen. Throws SystemError if it cannot be
  // traced.
  void adopt(pid_t pid, Phase on_image);
  void set_init(pid_t init) { recorder_.set_init(init); }
  void begin(const std::string& exercise) { builder_.begin(exercise); }
  void begin_shutdown() { shutdown_ = true; }
  // Waits until no tracee is left. Throws what the tracer thread has thrown, and Interrupted.
  void finish(Trace& into);

 private:
  struct Adoption {
    pid_t pid;
    Phase on_image;
    bool done = false;
    int error = 0;
  };

  // Called by other threads.
  void wake();
  void end_thread();

  // Called by the tracer thread.
  void run();
  void serve();
  void seize(Adoption& adoption);
  void handle(pid_t tid, int status);
  void on_event(Tracee& tracee, int event, int signal);
  void on_syscall(Tracee& tracee);
  void on_filter(Tracee& tracee);
  void on_entry(Tracee& tracee, const Call& call);
  void on_exit(Tracee& tracee, int error);
  void on_new_tracee(const Tracee& parent);
  void on_exec(Tracee& tracee);
  Tracee& discover(pid_t tid);
  void remove_tracee(Tracee& tracee);
  void complete_adoption(pid_t tid, int error);
  void forget_directories_after(Changes changes);
  Phase phase_of(const Tracee& tracee) const;
  Tracee& add(pid_t tid, pid_t tgid, std::shared_ptr<Process> process);

  TraceBuilder builder_;
  unsigned long options_;  // PTRACE_O_*
  CallRecorder recorder_;
  std::unordered_map<pid_t, Tracee> tracees_;
  std::atomic<bool> shutdown_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Adoption*> requests_;   // not yet seized
  std::deque<Adoption*> adoptions_;  // seized, not yet stopped for the first time
  bool ending_ = false;              // end when nothing is traced any more
  bool aborting_ = false;            // end now
  bool ended_ = false;
  std::exception_ptr failure_;
  std::atomic<pid_t> thread_id_ = 0;
  std::thread thread_;
};

}  // namespace whittle::probes
