// UTF-8 as RFC 3629, section 4 defines it: no overlong forms, no surrogates, nothing above
// U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whittle::text {

struct Utf8Character {
  std::uint32_t code = 0;  // the code point
  std::size_t bytes = 0;   // how many encode it, 1 to 4
};

// The character at the start of text. None where text is empty or does not start with valid UTF-8.
std::optional<Utf8Character> decode_utf8(std::string_view text);

}  // namespace whittle::text
