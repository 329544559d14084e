// What several runs of one image say differently: process ids, addresses, random names, measures.
//
// A Mask is made of texts that are to be the same and matches another one that agrees with them
// wherever they agree with each other. Texts are compared line by line; lines that differ, word by
// word. What may be another one is a gap, and only what is of its kind fills it: numbers, where all
// had a number there; one word without blanks and quotes, where all had such a one.
//
// Where numbers differ, one that happened to be the same in all may be another one too: it stands
// beside a gap ("12:59" before a ":01" that was ":58" before), or its name says that it is measured
// (measured.h). All other words have to be the same.
//
// Bounded: two lists of which a comparison would take too long are masked as a whole.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/text_words.h"

namespace whittle::verify {

class Mask {
 public:
  explicit Mask(std::span<const std::string_view> texts);  // at least one
  Mask(std::string_view one, std::string_view other);
  bool matches(std::string_view text) const;

 private:
  enum class Fill : std::uint8_t { number, token, any };
  // A word of the first text, and what is before it.
  struct Word {
    std::string_view text;
    bool varies = false;
  };
  struct Item {
    bool is_gap = false;
    bool may_be_empty = false;
    Fill fill = Fill::number;
    std::string word;
  };
  struct Hunk {  // words [begin, end) of the first text were these in another one
    std::size_t begin;
    std::size_t end;
    Texts others;
  };

  static Fill fill_of(const Texts& words);
  static bool fits(Fill fill, std::string_view word);
  void find_hunks(std::string_view first, std::string_view other);
  void find_hunks(std::size_t begin, const Texts& ours, const Texts& theirs);
  void find_measured();
  void widen();
  void make_items();

  std::vector<Word> words_;
  std::vector<Hunk> hunks_;
  std::vector<Item> items_;
};

}  // namespace whittle::verify
