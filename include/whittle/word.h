// The words by which options, files and messages name the values of an enum. The table of an enum
// stands beside the enum: Word{"squash", Layers::squash}, ...
#pragma once

#include <string_view>

namespace whittle {

template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};
template <typename Value>
Word(const char*, Value) -> Word<Value>;

// The word of a value that is in the table, as each value of its enum has to be.
template <typename Words, typename Value>
constexpr std::string_view word_of(const Words& words, Value value) {
  for (const auto& row : words) {
    if (row.value == value) return row.word;
  }
  return {};
}

}  // namespace whittle
