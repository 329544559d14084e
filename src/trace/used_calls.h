// What of a trace's calls is the app's: entered in any phase but the runtime's.
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
  // Those of these names, separated by blanks, that were entered.
  std::vector<std::string> among(std::string_view names) const;
  bool any_of(std::string_view names) const { return !among(names).empty(); }

 private:
  std::set<std::string> names_;
};

// Words separated by blanks.
std::vector<std::string> words(std::string_view text);

}  // namespace whittle::trace
