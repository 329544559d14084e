// A text as part of one line: control characters become question marks.
#pragma once

#include <string>
#include <string_view>

namespace whittle::profile {

inline std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& character : line) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7f) character = '?';
  }
  return line;
}

}  // namespace whittle::profile
