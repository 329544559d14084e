// Sets of files that are kept as a whole, or not at all when they are larger than the budget of the
// option that limits them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "select/rule_context.h"

namespace whittle::select {

struct Allowance {
  std::string_view option;  // "--data-budget"
  std::int64_t bytes = 0;   // what is left of it
};

// Returns the bytes that were added. When there are too many the files are passed over, and a
// warning names the evidence and the option.
std::int64_t mark_within(Selection& selection, const std::vector<NodeId>& files,
                         const Reason& reason, const Allowance& allowance);

}  // namespace whittle::select
