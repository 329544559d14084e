// Bytes as UTF-8 text and back: a '%' and each byte that is not part of valid UTF-8 (RFC 3629)
// becomes %XX.
#pragma once

#include <string>
#include <string_view>

namespace whittle::trace {

std::string text_of_bytes(std::string_view bytes);
std::string bytes_of_text(std::string_view text);  // throws Error at a '%' without two hex digits

}  // namespace whittle::trace
