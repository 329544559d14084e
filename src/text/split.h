// A text cut into parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::text {

// Split at each of these characters; empty parts are left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

}  // namespace whittle::text
