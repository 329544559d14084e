#include "verify/mask.h"

#include <algorithm>
#include <array>
#include <utility>

#include "verify/measured.h"

namespace whittle::verify {
namespace {

constexpr std::size_t kMaxSteps = std::size_t{100} << 20;  // of one match

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, is_digit);
}
bool joins_numbers(std::string_view word) {
  return word == "." || word == ":" || word == "-";
}
bool is_number(std::string_view word) {
  return !word.empty() && is_digit(word[0]);
}
bool is_name(std::string_view word) {
  return in_word(word[0]) && !is_digit(word[0]);
}

// What ends the way from a number back to its name.
bool separates(std::string_view word) {
  return word == "\n" || word == "," || word == ";" || word == "{" || word == "}";
}

std::string_view letters_after_digits(std::string_view word) {
  return word.substr(std::min(word.find_first_not_of("0123456789"), word.size()));
}

}  // namespace

Mask::Mask(std::string_view one, std::string_view other) : Mask(std::array{one, other}) {}

Mask::Mask(std::span<const std::string_view> texts) {
  for (const std::string_view word : words_of(texts[0])) words_.push_back({word});
  for (const std::string_view other : texts.subspan(1)) find_hunks(texts[0], other);
  if (!hunks_.empty()) {
    find_measured();
    widen();
  }
  make_items();
}

void Mask::find_hunks(std::string_view first, std::string_view other) {
  const Texts ours = lines_of(first);
  const Texts theirs = lines_of(other);
  std::size_t word = 0;  // at the beginning of line i
  std::size_t i = 0;
  std::size_t j = 0;
  const auto words_between = [](const Texts& lines, std::size_t begin, std::size_t end) {
    if (begin == end) return Texts();
    const char* const from = lines[begin].data();
    return words_of({from, static_cast<std::size_t>(&lines[end - 1].back() + 1 - from)});
  };
  for (const auto& [next_i, next_j] : common(ours, theirs)) {
    const Texts our_words = words_between(ours, i, next_i);
    if (i < next_i || j < next_j) find_hunks(word, our_words, words_between(theirs, j, next_j));
    word += our_words.size();
    if (next_i < ours.size()) word += words_of(ours[next_i]).size();
    i = next_i + 1;
    j = next_j + 1;
  }
}

void Mask::find_hunks(std::size_t begin, const Texts& ours, const Texts& theirs) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [next_i, next_j] : common(ours, theirs)) {
    if (i < next_i || j < next_j) {
      hunks_.push_back({begin + i, begin + next_i,
                        Texts(theirs.begin() + static_cast<long>(j),
                              theirs.begin() + static_cast<long>(next_j))});
      for (std::size_t at = i; at < next_i; ++at) words_[begin + at].varies = true;
    }
    i = next_i + 1;
    j = next_j + 1;
  }
}

void Mask::find_measured() {
  std::string_view name;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string_view word = words_[i].text;
    if (separates(word)) name = {};
    if (is_name(word)) name = word;
    if (!is_number(word)) continue;
    std::string_view unit = letters_after_digits(word);
    std::size_t next = i + 1;
    if (next < words_.size() && words_[next].text == " ") ++next;
    if (unit.empty() && next < words_.size() && is_name(words_[next].text)) {
      unit = words_[next].text;
    }
    if (is_measured(name, unit)) words_[i].varies = true;
  }
}

// From each number that varies to both sides, as long as numbers go on.
void Mask::widen() {
  for (const Hunk& hunk : hunks_) {
    // "10" that became "10.5", "58" that became "1:58".
    if (hunk.begin != hunk.end) continue;
    if (hunk.begin > 0 && joins_numbers(hunk.others.front()) &&
        has_digit(words_[hunk.begin - 1].text)) {
      words_[hunk.begin - 1].varies = true;
    }
    if (hunk.end < words_.size() && joins_numbers(hunk.others.back()) &&
        has_digit(words_[hunk.end].text)) {
      words_[hunk.end].varies = true;
    }
  }
  const auto pass = [](auto begin, auto end) {
    for (auto word = begin; word != end; ++word) {
      if (!word->varies || !has_digit(word->text)) continue;
      const auto next = std::next(word);
      if (next == end || !joins_numbers(next->text)) continue;
      const auto after = std::next(next);
      if (after == end || !has_digit(after->text)) continue;
      next->varies = after->varies = true;
    }
  };
  pass(words_.begin(), words_.end());
  pass(words_.rbegin(), words_.rend());
}

bool Mask::fits(Fill fill, std::string_view word) {
  constexpr std::string_view kInNumbers = ".:-,/+";
  constexpr std::string_view kInTokens = ".:-+/=%~@";
  switch (fill) {
    case Fill::number:
      return std::ranges::all_of(word, is_digit) || kInNumbers.find(word) != kInNumbers.npos;
    case Fill::token:
      return in_word(word[0]) || kInTokens.find(word) != kInTokens.npos;
    case Fill::any:
      break;
  }
  return true;
}

Mask::Fill Mask::fill_of(const Texts& words) {
  for (const Fill fill : {Fill::number, Fill::token}) {
    if (std::ranges::all_of(words, [fill](std::string_view word) { return fits(fill, word); })) {
      return fill;
    }
  }
  return Fill::any;
}

void Mask::make_items() {
  std::ranges::sort(hunks_, {}, &Hunk::begin);
  auto hunk = hunks_.begin();
  for (std::size_t begin = 0; begin <= words_.size();) {
    std::size_t end = begin;
    Texts words;
    while (end < words_.size() && words_[end].varies) words.push_back(words_[end++].text);
    Item gap{.is_gap = true, .may_be_empty = begin == end, .fill = fill_of(words), .word = ""};
    bool has_hunk = false;
    for (; hunk != hunks_.end() && hunk->begin <= end; ++hunk) {
      has_hunk = true;
      gap.fill = std::max(gap.fill, fill_of(hunk->others));
      gap.may_be_empty |= hunk->others.empty() && hunk->begin == begin && hunk->end == end;
    }
    if (begin < end || has_hunk) items_.push_back(std::move(gap));
    if (end < words_.size()) items_.push_back({.word = std::string(words_[end].text)});
    begin = end + 1;
  }
  words_.clear();  // they are the caller's
  hunks_.clear();
}

// All ways to read the text at once: a state is an item that comes next, or a gap that has begun.
bool Mask::matches(std::string_view text) const {
  const std::size_t size = items_.size();
  std::vector<std::size_t> states;
  std::vector<std::size_t> next;
  std::vector<std::size_t> seen(2 * size + 2, 0);  // the step in which a state was reached
  std::size_t step = 1;
  const auto reach = [&](std::vector<std::size_t>& into, std::size_t state) {
    while (seen[state] != step) {
      seen[state] = step;
      into.push_back(state);
      const std::size_t item = state / 2;
      const bool has_begun = state % 2 == 1;
      if (item == size || !items_[item].is_gap || !(has_begun || items_[item].may_be_empty)) return;
      state = 2 * (item + 1);
    }
  };
  reach(states, 0);
  std::size_t steps = 0;
  for (const std::string_view word : words_of(text)) {
    ++step;
    next.clear();
    for (const std::size_t state : states) {
      if (++steps > kMaxSteps) return false;
      const std::size_t at = state / 2;
      if (at == size) continue;
      const Item& item = items_[at];
      if (item.is_gap ? fits(item.fill, word) : item.word == word) {
        reach(next, item.is_gap ? 2 * at + 1 : 2 * (at + 1));
      }
    }
    std::swap(states, next);
    if (states.empty()) return false;
  }
  return std::ranges::find(states, 2 * size) != states.end();
}

}  // namespace whittle::verify
