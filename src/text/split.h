// A text cut into parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::text {

// Split at each of these characters; empty parts are left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

// Split at each separator; empty fields count, as in /etc/passwd. One more field than separators.
// The fields are parts of text.
std::vector<std::string_view> fields(std::string_view text, char separator);

}  // namespace whittle::text
