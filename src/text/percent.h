// Percent-encoding: a byte as '%' and two hexadecimal digits (RFC 3986, section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::text {

// Appends one byte, encoded.
void append_percent_encoded(std::string& text, char byte);

// All bytes but the unreserved characters (RFC 3986, section 2.3) are encoded.
std::string percent_encode(std::string_view bytes);

// None where a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace whittle::text
