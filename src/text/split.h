// Splits a text into parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::text {

// Split at each of these characters; empty parts are left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

// Split at each separator; empty fields are kept, as in /etc/passwd. The views point into text.
std::vector<std::string_view> fields(std::string_view text, char separator);

}  // namespace whittle::text
