// Turns notified calls into the trace. The result of a call is not known: a path that exists counts
// as used, one that does not exist as absent.
//
// The calling thread is stopped, so the kernel will resolve its path to the same file unless
// another thread changes something. Not thread-safe, except set_init(), begin() and
// begin_shutdown().
#pragma once

#include <linux/seccomp.h>

#include <atomic>
#include <string>
#include <unordered_set>

#include "probes/calls/path_uses.h"
#include "probes/calls/record_use.h"
#include "probes/notify/caller.h"
#include "probes/notify/listener.h"
#include "probes/notify/pending.h"
#include "probes/trace_builder.h"
#include "whittle/probe.h"

namespace whittle::probes {

// State of the processes of one listener. They are the runtime's until one of them runs another
// program.
struct SessionState {
  Phase on_image = Phase::app;
  Place runtime;  // its program; inode 0: not seen yet
  bool app_runs = false;
};

class NotificationRecorder {
 public:
  NotificationRecorder(const RecordingScope& scope, TraceBuilder& builder)
      : mounts_(scope), resolver_(mounts_), callers_(mounts_), builder_(builder) {}

  void set_init(pid_t init) { mounts_.set_init(init); }
  void begin(const std::string& exercise) {
    builder_.begin(exercise);
    ++epoch_;  // after begin(): what is cached under it belongs to this exercise
  }
  void begin_shutdown() { shutdown_ = true; }

  // Records the call. The caller of this answers the notification afterwards.
  void entered(const seccomp_notif& notification, const Listener& listener, SessionState& session);

 private:
  static constexpr std::size_t kMaxKnown = std::size_t{16} << 20;  // approximate, in bytes

  const Caller* read(const PathCall& path_call, const Call& call, pid_t tid, SessionState& session,
                     PathUses& uses);
  void note_new_caller(pid_t tid, const Caller& caller, SessionState& session);
  Phase phase_of(const SessionState& session) const;
  void update_pending(pid_t tid);
  std::string key_of(const PathUses& uses, const Caller& caller, Phase phase) const;
  void remember(std::string key);
  void invalidate_for(const PathCall& path_call, const seccomp_notif& notification);

  ImageMounts mounts_;
  Resolver resolver_;
  PathCalls path_calls_;
  Callers callers_;
  PendingCalls pending_;
  bool nothing_pending_ = true;
  ProcessDirectories directories_;  // the container's root, while all processes have the same
  bool roots_differ_ = false;       // from then on the root is read for each call
  std::unordered_set<std::string> known_;  // keys of what is already recorded
  std::size_t known_used_ = 0;
  std::atomic<unsigned> epoch_ = 0;
  std::atomic<bool> shutdown_ = false;
  TraceBuilder& builder_;
};

}  // namespace whittle::probes
