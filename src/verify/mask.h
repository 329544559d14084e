// What two runs of one image say differently: dates, process ids, addresses, random names.
//
// A Mask is made of two texts and matches a third that agrees with them wherever they agree with
// each other. Texts are compared line by line; lines that differ, word by word. A word of digits
// that stands beside one that differs is masked with it ("12:59" before a ":01" that was ":58"
// before): it only happened to be the same twice. For the same reason a number may be another one
// anywhere in a text that is not the same twice.
//
// Bounded: two lists of which a comparison would take too long are masked as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::verify {

class Mask {
 public:
  Mask(std::string_view one, std::string_view other);
  bool matches(std::string_view text) const;

 private:
  struct Item {
    bool gap = false;  // any words, or none
    std::string word;
  };
  void add_words(std::string_view text);
  void add_hunk(std::string_view one, std::string_view other);
  void add_gap();
  void widen_gaps();

  bool agrees(const Item& item, std::string_view word) const;

  bool varies_ = false;
  std::vector<Item> items_;
};

}  // namespace whittle::verify
