// JSON strings (RFC 8259) of arbitrary bytes, without a JSON document in memory.
#pragma once

#include <string>
#include <string_view>

namespace whittle::select {

enum class Utf8 { valid, damaged };

// Appends the text in quotes. Each byte that is not UTF-8 becomes U+FFFD, and the result is then
// `damaged`.
Utf8 append_json_string(std::string& out, std::string_view text);

std::string to_hex(std::string_view bytes);
std::string from_hex(std::string_view hex);  // empty when it is not hexadecimal

}  // namespace whittle::select
