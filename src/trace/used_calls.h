// The calls of the app in a trace: those entered in any phase except runtime.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/trace.h"

namespace whittle::trace {

std::set<std::string> app_calls(const Trace& trace, const std::string& abi);
std::set<std::string> app_calls(const Trace& trace);  // of all ABIs

class UsedCalls {
 public:
  explicit UsedCalls(const Trace& trace);
  // Those of these names (separated by spaces) that were entered.
  std::vector<std::string> among(std::string_view names) const;
  bool any_of(std::string_view names) const { return !among(names).empty(); }

 private:
  std::set<std::string> names_;
};

// Splits at spaces.
std::vector<std::string> words(std::string_view text);

}  // namespace whittle::trace
