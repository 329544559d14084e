#include "profile/app_calls.h"

namespace whittle::profile {

std::set<std::string> app_calls(const Trace& trace, const std::string& abi) {
  EnumSet<Phase> runtime;
  runtime.insert(Phase::runtime);
  std::set<std::string> names;
  const auto calls = trace.syscalls.find(abi);
  if (calls == trace.syscalls.end()) return names;
  for (const auto& [name, phases] : calls->second) {
    if ((phases.bits() & ~runtime.bits()) != 0) names.insert(name);
  }
  return names;
}

std::set<std::string> app_calls(const Trace& trace) {
  std::set<std::string> names;
  for (const auto& [abi, calls] : trace.syscalls) names.merge(app_calls(trace, abi));
  return names;
}

}  // namespace whittle::profile
