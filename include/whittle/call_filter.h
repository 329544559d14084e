// What the container's seccomp filter does with the system calls that a probe outside has to see
// before they happen.
//
// A probe asks for it, container/ writes it into config.json. The filter stops a call that the
// profile would have allowed; what the container may do does not change.
#pragma once

#include <string>
#include <vector>

#include "whittle/seccomp_profile.h"

namespace whittle {

struct NotifiedCalls {
  using Conditions = std::vector<SeccompArgument>;  // all have to hold

  std::vector<std::string> names;
  // Disjoint alternatives: `when` a call is notified, and `otherwise`. Both empty: always notified.
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
  // For notify: absolute path of the socket to which the runtime sends a descriptor for each
  // process.
  std::string socket = {};
};

}  // namespace whittle
