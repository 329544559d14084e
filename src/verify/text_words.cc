#include "verify/text_words.h"

#include <algorithm>
#include <cstdint>

namespace whittle::verify {
namespace {

constexpr std::size_t kMaxCells = std::size_t{4} << 20;  // of one table of common parts

// The longest common subsequence of what is between equal beginnings and ends.
void common_middle(const Texts& one, const Texts& other, std::size_t begin, std::size_t one_end,
                   std::size_t other_end, Pairs& pairs) {
  const std::size_t rows = one_end - begin;
  const std::size_t columns = other_end - begin;
  if (rows == 0 || columns == 0 || rows * columns > kMaxCells) return;
  const std::size_t width = columns + 1;
  std::vector<std::uint32_t> longest((rows + 1) * width, 0);
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      longest[i * width + j] =
          one[begin + i] == other[begin + j]
              ? longest[(i + 1) * width + j + 1] + 1
              : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (one[begin + i] == other[begin + j]) {
      pairs.emplace_back(begin + i++, begin + j++);
    } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

}  // namespace

bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte > 127;
}

Texts lines_of(std::string_view text) {
  Texts lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

Texts words_of(std::string_view text) {
  Texts words;
  while (!text.empty()) {
    std::size_t length = 1;
    if (in_word(text[0])) {
      while (length < text.size() && in_word(text[length])) ++length;
    }
    words.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return words;
}

Pairs common(const Texts& one, const Texts& other) {
  Pairs pairs;
  const std::size_t shorter = std::min(one.size(), other.size());
  std::size_t begin = 0;
  for (; begin < shorter && one[begin] == other[begin]; ++begin) pairs.emplace_back(begin, begin);
  std::size_t end = 0;
  while (end < shorter - begin && one[one.size() - 1 - end] == other[other.size() - 1 - end]) {
    ++end;
  }
  common_middle(one, other, begin, one.size() - end, other.size() - end, pairs);
  for (; end > 0; --end) pairs.emplace_back(one.size() - end, other.size() - end);
  pairs.emplace_back(one.size(), other.size());
  return pairs;
}

}  // namespace whittle::verify
