// Turns the calls of stopped threads into findings. What came of a call is not told: what is there
// counts as used, what is not there as absent.
//
// The caller stands still, so its path leads where the kernel will find it; only its other threads
// may get in between. Not for use by several threads at once, but for set_init(), begin() and
// begin_shutdown().
#pragma once

#include <linux/seccomp.h>

#include <atomic>
#include <string>
#include <unordered_set>

#include "probes/calls/booking.h"
#include "probes/calls/path_uses.h"
#include "probes/findings.h"
#include "probes/notify/caller.h"
#include "probes/notify/listener.h"
#include "probes/notify/pending.h"
#include "whittle/probe.h"

namespace whittle::probes {

// Of the processes that came by one listener: a runtime's, until another program than its own runs.
struct Lineage {
  Phase on_image = Phase::app;
  Place runtime;  // its program; inode 0: not seen yet
  bool app_runs = false;
};

class CallBooker {
 public:
  CallBooker(const RecordingScope& scope, Findings& findings)
      : mounts_(scope), resolver_(mounts_), callers_(mounts_), findings_(findings) {}

  void set_init(pid_t init) { mounts_.set_init(init); }
  void begin(const std::string& exercise) {
    findings_.begin(exercise);
    ++epoch_;  // afterwards: what is remembered under it is this exercise's
  }
  void begin_shutdown() { shutdown_ = true; }

  // To be answered afterwards.
  void entered(const seccomp_notif& notification, const Listener& listener, Lineage& lineage);

 private:
  static constexpr std::size_t kMaxKnown = std::size_t{16} << 20;  // bytes, about

  const Caller* read(const PathCall& path_call, const Call& call, pid_t tid, Lineage& lineage,
                     PathUses& uses);
  void meet(pid_t tid, const Caller& caller, Lineage& lineage);
  Phase phase_of(const Lineage& lineage) const;
  void settle(pid_t tid);
  std::string key_of(const PathUses& uses, const Caller& caller, Phase phase) const;
  void remember(std::string key);
  void prepare_for(const PathCall& path_call, const seccomp_notif& notification);

  ImageMounts mounts_;
  Resolver resolver_;
  PathCalls path_calls_;
  Callers callers_;
  Pending pending_;
  bool settled_ = true;
  Standing standing_;          // the container's root, as long as nobody has another one
  bool roots_differ_ = false;  // from then on everyone's is looked up
  std::unordered_set<std::string> known_;  // what is booked already
  std::size_t known_used_ = 0;
  std::atomic<unsigned> epoch_ = 0;
  std::atomic<bool> shutdown_ = false;
  Findings& findings_;
};

}  // namespace whittle::probes
