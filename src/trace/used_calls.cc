#include "trace/used_calls.h"

#include <sstream>

namespace whittle::trace {

std::set<std::string> app_calls(const Trace& trace, const std::string& abi) {
  std::set<std::string> names;
  const auto calls = trace.syscalls.find(abi);
  if (calls == trace.syscalls.end()) return names;
  for (const auto& [name, use] : calls->second) {
    if (used_by_app(use.phases)) names.insert(name);
  }
  return names;
}

std::set<std::string> app_calls(const Trace& trace) {
  std::set<std::string> names;
  for (const auto& [abi, calls] : trace.syscalls) names.merge(app_calls(trace, abi));
  return names;
}

UsedCalls::UsedCalls(const Trace& trace) : names_(app_calls(trace)) {}

std::vector<std::string> UsedCalls::among(std::string_view names) const {
  std::vector<std::string> found;
  for (std::string& name : words(names)) {
    if (names_.contains(name)) found.push_back(std::move(name));
  }
  return found;
}

std::vector<std::string> words(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> list;
  for (std::string word; stream >> word;) list.push_back(std::move(word));
  return list;
}

}  // namespace whittle::trace
