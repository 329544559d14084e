// Which arguments a call may have. With --seccomp-strict: those recorded, and those that runtimes and
// every libc pass (tables.h). In the broad form: those that give no power (call_power.h), and those
// recorded. A call in recorded_arguments.h has no condition if its arguments were not recorded, were
// too many, or cannot be checked by a filter.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "whittle/recorded_arguments.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

struct Condition {
  std::string call;
  unsigned index = 0;
  std::uint64_t mask = 0;
  std::set<std::uint64_t> values;
  std::string why;  // for a rule's comment

  // One for each value.
  std::vector<SeccompArgument> comparisons() const;
};

using Conditions = std::map<std::string, Condition, std::less<>>;

// Those that this choice asks for, by call.
Conditions conditions(const Trace& trace, const std::vector<std::string>& architectures,
                      const SeccompChoice& choice);
// Whether every clone3 of the app could have been a clone under these conditions. A filter cannot
// check the flags of clone3; with ENOSYS a libc falls back on clone.
bool clone_suffices(const Trace& trace);

}  // namespace whittle::profile
