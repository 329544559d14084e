// The thread that owns all ptrace(2) calls: takes hold of processes and follows what they start.
//
// A stop belongs to the thread that traces, so requests of other threads are queued to it. It never
// waits for anything but its tracees (__WNOTHREAD), and lets each go as it exits
// (PTRACE_EVENT_EXIT): zombies are left to their parents, who would otherwise find them reaped.
//
// A thread is stopped at the entry and the exit of each call; with Stops::by_filter, once the
// container's seccomp filter stops it (SECCOMP_RET_TRACE, whittle/call_filter.h), before each call
// by that, and at an exit only where the result matters. Until then it is the runtime, whose calls
// count too. A process that loads filters of its own is stopped at each call again, as they may
// decide before ours, and then we are not asked.
//
// Whoever waits for a child that is traced here must do so by base/reap.h.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "probes/findings.h"
#include "probes/ptrace/call_recorder.h"
#include "probes/ptrace/tracee.h"
#include "whittle/probe.h"

namespace whittle::probes {

enum class Stops { at_each_call, by_filter };

class Tracer {
 public:
  // name: the probe's, in the trace.
  Tracer(const RecordingScope& scope, const char* name, Stops stops);
  // Kills what is still traced (PTRACE_O_EXITKILL).
  ~Tracer();

  // Returns when every call of the process is seen. Throws SystemError where it cannot be traced.
  void adopt(pid_t pid, Phase on_image);
  void set_init(pid_t init) { recorder_.set_init(init); }
  void begin(const std::string& exercise) { findings_.begin(exercise); }
  void begin_shutdown() { shutdown_ = true; }
  // Waits until no tracee is left; throws what the thread has thrown, and Interrupted.
  void finish(Trace& into);

 private:
  struct Adoption {
    pid_t pid;
    Phase on_image;
    bool done = false;
    int error = 0;
  };

  // The calling threads' side.
  void knock();
  void end_thread();

  // The tracer thread's side.
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
  void let_go(Tracee& tracee);
  void complete_adoption(pid_t tid, int error);
  void note_movement(Ground ground);
  Phase phase_of(const Tracee& tracee) const;
  Tracee& add(pid_t tid, pid_t tgid, std::shared_ptr<Process> process);

  Findings findings_;
  unsigned long options_;  // PTRACE_O_*
  CallRecorder recorder_;
  std::unordered_map<pid_t, Tracee> tracees_;
  std::atomic<bool> shutdown_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Adoption*> requests_;   // not yet seized
  std::deque<Adoption*> adoptions_;  // seized, not yet stopped for the first time
  bool ending_ = false;              // finish as soon as nothing is traced
  bool aborting_ = false;            // finish now
  bool ended_ = false;
  std::exception_ptr failure_;
  std::atomic<pid_t> thread_id_ = 0;
  std::thread thread_;
};

}  // namespace whittle::probes
