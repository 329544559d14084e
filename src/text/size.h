// Bytes in people's units: "615 B", "12.3 kB", "4.0 MB" (decimal, as engines print them).
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

namespace whittle::text {

inline std::string size(std::int64_t bytes) {
  constexpr std::array kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", value, kUnits.at(unit));
  return text.data();
}

}  // namespace whittle::text
