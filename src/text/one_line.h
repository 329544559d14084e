// Untrusted text as part of one line: control characters, which could end the line or steer a
// terminal, are replaced.
#pragma once

#include <string>
#include <string_view>

namespace whittle::text {

inline std::string one_line(std::string_view text, char replacement = '?') {
  std::string line(text);
  for (char& character : line) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7f) character = replacement;
  }
  return line;
}

}  // namespace whittle::text
