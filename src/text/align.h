// Columns of a table, and numbers in them. Widths are in bytes; longer text is not cut.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

namespace whittle::text {

inline std::string align_left(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

inline std::string align_right(std::string_view text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + std::string(text);
}

// "3.14" with two digits after the point, whatever the locale.
inline std::string decimal(double value, int digits) {
  char buffer[400];  // DBL_MAX has 309 digits before the point
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, digits);
  return error == std::errc() ? std::string(buffer, end) : "?";
}

}  // namespace whittle::text
