// Joins texts, with a separator between them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace whittle::text {

// Adds to a list that is built item by item. Items must not be empty.
inline void append_item(std::string& list, std::string_view item, std::string_view separator) {
  if (!list.empty()) list += separator;
  list += item;
}

// text_of makes a text of one element of the range.
template <typename Range, typename TextOf>
std::string join(const Range& range, std::string_view separator, TextOf text_of) {
  std::string result;
  bool is_first = true;
  for (const auto& element : range) {
    if (!std::exchange(is_first, false)) result += separator;
    result += text_of(element);
  }
  return result;
}

template <typename Range>
std::string join(const Range& texts, std::string_view separator) {
  return join(texts, separator, [](std::string_view text) { return text; });
}

}  // namespace whittle::text
