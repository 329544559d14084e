// Texts as lists of lines and of words, and what two such lists have in common.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace whittle::verify {

using Texts = std::vector<std::string_view>;

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Letters, digits, '_', and all that is not ASCII.
bool in_word(char c);

Texts lines_of(std::string_view text);  // each with its newline
// Runs of letters and digits; everything else is a word of one byte.
Texts words_of(std::string_view text);

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
// Which of one are also in other, in the same order (the longest common subsequence); ends with the
// pair of both sizes. Bounded: of lists that would take too long only equal ends are common.
Pairs common(const Texts& one, const Texts& other);

}  // namespace whittle::verify
