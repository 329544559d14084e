// Why a system call is in a seccomp profile, or is not, and who has made it: for `whittle explain`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::profile {

struct CallExplanation {
  std::string call;
  std::vector<SeccompRule> rules;  // of the profile, that name it; none: the default action
  std::string default_action;
  std::map<std::string, CallUse> used;    // by ABI
  std::map<std::string, CallUse> denied;  // of these, what ended with EPERM, EACCES or ENOSYS
};

// Empty: no such call is known.
std::optional<CallExplanation> explain_call(const SeccompProfile& profile, const Trace& trace,
                                            const std::string& call);
std::string call_text(const CallExplanation& explanation);
// {"version": 1, "call", "allowed": BOOL, "default_action",
//  "rules": [{"action", "why", "conditions": BOOL}],
//  "used": {ABI: {"phases": [], "users": [], "exercises": []}}, "denied": the same}
std::string call_json(const CallExplanation& explanation);

}  // namespace whittle::profile
