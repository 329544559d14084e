#include "whittle/seccomp_profile.h"

#include <algorithm>

namespace whittle {
namespace {

bool lets_through(const std::string& action) {
  return action == "SCMP_ACT_ALLOW" || action == "SCMP_ACT_LOG";
}

}  // namespace

bool SeccompProfile::allows(const std::string& syscall) const {
  for (const SeccompRule& rule : rules) {
    if (std::find(rule.names.begin(), rule.names.end(), syscall) != rule.names.end()) {
      return lets_through(rule.action);
    }
  }
  return lets_through(default_action);
}

}  // namespace whittle
