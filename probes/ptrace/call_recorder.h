// Turns the entry and the exit of a thread's system call into findings: numbers at the entry (a
// call that never returns counts too), paths resolved at the entry and booked at the exit, when
// their fate is known.
#pragma once

#include <optional>

#include "probes/calls/booking.h"
#include "probes/calls/named_calls.h"
#include "probes/calls/path_calls.h"
#include "probes/calls/path_uses.h"
#include "probes/calls/recorded_values.h"
#include "probes/calls/resolver.h"
#include "probes/calls/syscall_counts.h"
#include "probes/findings.h"
#include "probes/image_mounts.h"
#include "probes/ptrace/tracee.h"
#include "whittle/trace.h"

namespace whittle::probes {

class CallRecorder {
 public:
  CallRecorder(const RecordingScope& scope, Findings& findings)
      : mounts_(scope), resolver_(mounts_), findings_(findings) {}

  void entered(Tracee& tracee, const Call& call, Phase phase);
  // Whether what comes of the call that was entered last tells anything.
  bool needs_end(const Tracee& tracee);
  // error: 0 or an errno; nothing where the process died within the call. Returns what moved.
  Ground ended(Tracee& tracee, std::optional<int> error, Phase phase);
  // After an exec: the program's path in the image; nothing when it is not the image's.
  std::optional<std::string> image_program(pid_t tid);
  void set_init(pid_t init) { mounts_.set_init(init); }  // from any thread
  void merge_into(Trace& trace) const {
    counts_.merge_into(trace);
    values_.merge_into(trace);
  }

 private:
  static const char* const kNeverRefused;

  CallsOf& calls_of(Process& process, Phase phase);
  bool is_blind_spot(Tracee& tracee, Phase phase);

  ImageMounts mounts_;
  Resolver resolver_;
  PathCalls path_calls_;
  NamedCalls never_refused_{kNeverRefused};
  SyscallCounts counts_;
  RecordedValues values_;
  Findings& findings_;
};

}  // namespace whittle::probes
