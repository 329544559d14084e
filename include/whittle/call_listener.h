// System calls that a process outside of the container is asked about before they happen
// (seccomp_unotify(2); runtime-spec, config-linux.md#seccomp, listenerPath).
//
// Told by a probe, carried out by run/ (config.json): where a profile would allow such a call, it
// notifies instead, and the container gets no more and no less than without.
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

struct CallListener {
  std::string socket;                      // absolute path; the runtime hands over one descriptor
                                           // for each process that it makes
  std::vector<std::string> architectures;  // of the filter where there is no profile
  std::vector<NotifiedCalls> calls;
};

}  // namespace whittle
