#include "whittle/seccomp_profile.h"

#include <algorithm>
#include <set>

namespace whittle {
namespace {

bool lets_through(const std::string& action) {
  return action == "SCMP_ACT_ALLOW" || action == "SCMP_ACT_LOG";
}

}  // namespace

bool SeccompProfile::allows(const std::string& syscall) const {
  bool named = false;
  for (const SeccompRule& rule : rules) {
    if (std::find(rule.names.begin(), rule.names.end(), syscall) == rule.names.end()) continue;
    if (lets_through(rule.action)) return true;
    named = true;
  }
  return !named && lets_through(default_action);
}

std::map<std::string, std::size_t> SeccompProfile::allowed_by_reason() const {
  std::map<std::string, std::size_t> counts;
  std::set<std::string> counted;
  for (const SeccompRule& rule : rules) {
    if (!lets_through(rule.action)) continue;
    for (const std::string& name : rule.names) {
      if (counted.insert(name).second) ++counts[rule.reason];
    }
  }
  return counts;
}

}  // namespace whittle
