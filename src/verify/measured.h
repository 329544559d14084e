// Numbers that are a matter of the moment by what is written beside them: "uptime_in_seconds:0",
// "took 3 ms", "pid 7".
#pragma once

#include <string_view>

namespace whittle::verify {

// name: the word before the number; unit: the word after it. Both may be empty.
bool is_measured(std::string_view name, std::string_view unit);

}  // namespace whittle::verify
