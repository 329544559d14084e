// Why a system call is in a seccomp profile or not, and which programs made it; for `whittle
// explain`.
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
  std::vector<SeccompRule> rules;  // rules that name it; none: the default action applies
  std::string default_action;
  std::map<std::string, CallUse> used;    // by ABI
  std::map<std::string, CallUse> denied;  // those that failed with EPERM, EACCES or ENOSYS
};

// nullopt: no such call is known.
std::optional<CallExplanation> explain_call(const SeccompProfile& profile, const Trace& trace,
                                            const std::string& call);
std::string call_text(const CallExplanation& explanation);
// {"version": 1, "call", "allowed": BOOL, "default_action",
//  "rules": [{"action", "why", "conditions": BOOL}],
//  "power": "none"|"some"|"by arguments", "class": WORD,
//  "used": {ABI: {"phases": [], "users": [], "exercises": []}}, "denied": the same}
std::string call_json(const CallExplanation& explanation);

}  // namespace whittle::profile
