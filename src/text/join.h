// Several texts in one, with a separator between each two.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace whittle::text {

// For a list that grows item by item. The first item has to be non-empty.
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
