// Names and paths compared as text.
#pragma once

#include <algorithm>
#include <string_view>

namespace whittle::text {

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether the path is the directory or is below it. Both without a trailing slash.
inline bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

}  // namespace whittle::text
