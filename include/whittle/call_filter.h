// What the container's seccomp filter does with the system calls that a probe outside has to see
// before they happen.
//
// Told by a probe, carried out by run/ (config.json): the filter stops a call where a profile would
// have allowed it, and the container gets no more and no less than without.
#pragma once

#include <string>
#include <vector>

#include "whittle/seccomp_profile.h"

namespace whittle {

struct NotifiedCalls {
  using Conditions = std::vector<SeccompArgument>;  // all have to hold

  std::vector<std::string> names;
  // Alternatives that exclude each other: when a call is notified, and all the rest. Both empty:
  // always notified.
  std::vector<Conditions> when = {};
  std::vector<Conditions> otherwise = {};
};

struct CallFilter {
  enum class Stop {
    // Those of `calls` wait for an answer (seccomp_unotify(2); runtime-spec,
    // config-linux.md#seccomp, listenerPath).
    notify,
    // All wait for the tracer (ptrace(2), PTRACE_EVENT_SECCOMP). Not under a profile: what that
    // refuses would not stop, and what the runtime adds to it (ENOSYS for calls newer than the
    // profile) would be lost. It stays as it is.
    trace,
  };
  Stop stop = Stop::notify;
  std::vector<std::string> architectures;  // of the filter where there is no profile
  std::vector<NotifiedCalls> calls = {};
  std::string socket = {};  // of notify: absolute path; the runtime hands over one descriptor for
                            // each process that it makes
};

}  // namespace whittle
