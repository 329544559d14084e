// Turns the entry and exit of system calls into the trace. The number is recorded at the entry (a
// call that never returns counts too); paths are resolved at the entry and recorded at the exit,
// when the result is known.
#pragma once

#include <optional>

#include "probes/calls/named_calls.h"
#include "probes/calls/path_calls.h"
#include "probes/calls/path_uses.h"
#include "probes/calls/record_use.h"
#include "probes/calls/recorded_values.h"
#include "probes/calls/resolver.h"
#include "probes/calls/syscall_counts.h"
#include "probes/image_mounts.h"
#include "probes/ptrace/tracee.h"
#include "probes/trace_builder.h"
#include "whittle/trace.h"

namespace whittle::probes {

class CallRecorder {
 public:
  CallRecorder(const RecordingScope& scope, TraceBuilder& builder)
      : mounts_(scope), resolver_(mounts_), builder_(builder) {}

  void entered(Tracee& tracee, const Call& call, Phase phase);
  // Whether the result of the call that was entered last has to be seen.
  bool needs_end(const Tracee& tracee);
  // error: 0 or an errno; nullopt if the process died during the call. Returns what the call
  // changed.
  Changes ended(Tracee& tracee, std::optional<int> error, Phase phase);
  // After an exec: the path of the program; nullopt if it is not in the image.
  std::optional<std::string> image_program(pid_t tid);
  void set_init(pid_t init) { mounts_.set_init(init); }  // from any thread
  void merge_into(Trace& trace) const {
    counts_.merge_into(trace);
    values_.merge_into(trace);
  }

 private:
  static const char* const kNeverRefused;

  CallsOf& calls_of(Process& process, Phase phase);
  bool is_outside_container(Tracee& tracee, Phase phase);

  ImageMounts mounts_;
  Resolver resolver_;
  PathCalls path_calls_;
  NamedCalls never_refused_{kNeverRefused};
  SyscallCounts counts_;
  RecordedValues values_;
  TraceBuilder& builder_;
};

}  // namespace whittle::probes
