#include "verify/mask.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace whittle::verify {
namespace {

using Texts = std::vector<std::string_view>;

constexpr std::size_t kMaxCells = std::size_t{4} << 20;    // of one table of common parts
constexpr std::size_t kMaxSteps = std::size_t{100} << 20;  // of one match

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte > 127;
}

// Each with its newline.
Texts lines_of(std::string_view text) {
  Texts lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

// Runs of letters and digits; everything else is a word of one byte.
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

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

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

// Which of one are also in other, in the same order; ends with the pair of both sizes.
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

std::string_view joined(const Texts& texts, std::size_t begin, std::size_t end) {
  if (begin == end) return {};
  const char* const first = texts[begin].data();
  const std::string_view last = texts[end - 1];
  return {first, static_cast<std::size_t>(last.data() + last.size() - first)};
}

bool has_digit(const std::string& word) {
  return std::any_of(word.begin(), word.end(), is_digit);
}
bool joins_numbers(const std::string& word) {
  return word == "." || word == ":" || word == "-";
}

}  // namespace

Mask::Mask(std::string_view one, std::string_view other) : varies_(one != other) {
  const Texts ours = lines_of(one);
  const Texts theirs = lines_of(other);
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [next_i, next_j] : common(ours, theirs)) {
    if (i < next_i || j < next_j) add_hunk(joined(ours, i, next_i), joined(theirs, j, next_j));
    if (next_i < ours.size()) add_words(ours[next_i]);
    i = next_i + 1;
    j = next_j + 1;
  }
  widen_gaps();
}

bool Mask::agrees(const Item& item, std::string_view word) const {
  return item.word == word || (varies_ && is_digit(item.word[0]) && is_digit(word[0]));
}

void Mask::add_gap() {
  if (items_.empty() || !items_.back().gap) items_.push_back({.gap = true, .word = ""});
}

void Mask::add_words(std::string_view text) {
  for (const std::string_view word : words_of(text)) {
    items_.push_back({.gap = false, .word = std::string(word)});
  }
}

void Mask::add_hunk(std::string_view one, std::string_view other) {
  const Texts ours = words_of(one);
  const Texts theirs = words_of(other);
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [next_i, next_j] : common(ours, theirs)) {
    if (i < next_i || j < next_j) add_gap();
    if (next_i < ours.size()) items_.push_back({.gap = false, .word = std::string(ours[next_i])});
    i = next_i + 1;
    j = next_j + 1;
  }
}

void Mask::widen_gaps() {
  // From both ends of each gap outwards, as long as numbers go on.
  const auto widen = [](auto begin, auto end) {
    for (auto item = begin; item != end; ++item) {
      if (!item->gap) continue;
      for (auto next = std::next(item); next != end && !next->gap; ++next) {
        if (joins_numbers(next->word)) {
          const auto after = std::next(next);
          if (after == end || after->gap || !has_digit(after->word)) break;
        } else if (!has_digit(next->word)) {
          break;
        }
        next->gap = true;
      }
    }
  };
  widen(items_.begin(), items_.end());
  widen(items_.rbegin(), items_.rend());
  const auto last = std::unique(items_.begin(), items_.end(),
                                [](const Item& a, const Item& b) { return a.gap && b.gap; });
  items_.erase(last, items_.end());
}

// As a shell matches "*": where it fails, the last gap takes one word more.
bool Mask::matches(std::string_view text) const {
  const Texts words = words_of(text);
  constexpr std::size_t kNone = SIZE_MAX;
  std::size_t item = 0;
  std::size_t word = 0;
  std::size_t gap = kNone;
  std::size_t gap_end = 0;
  for (std::size_t steps = 0; word < words.size(); ++steps) {
    if (steps > kMaxSteps) return false;
    if (item < items_.size() && items_[item].gap) {
      gap = item++;
      gap_end = word;
    } else if (item < items_.size() && agrees(items_[item], words[word])) {
      ++item;
      ++word;
    } else if (gap != kNone) {
      item = gap + 1;
      word = ++gap_end;
    } else {
      return false;
    }
  }
  while (item < items_.size() && items_[item].gap) ++item;
  return item == items_.size();
}

}  // namespace whittle::verify
