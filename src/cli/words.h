// Words on a command line: splitting, what they mean, and the nearest right one for a wrong one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/did_you_mean.h"
#include "whittle/error.h"
#include "whittle/word.h"

namespace whittle::cli {

// As a POSIX shell splits a simple command: blanks, '...', "...", backslash. No expansion.
// Throws UsageError for an open quote.
std::vector<std::string> split_words(const std::string& line);

using base::did_you_mean;

// "used, closure or package"
std::string list_words(const std::vector<std::string>& words);

// The value of a word by its table. Throws UsageError.
template <typename Words>
auto parse_word(const std::string& option, const std::string& text, const Words& words) {
  std::vector<std::string> names;
  for (const auto& row : words) {
    if (row.word == text) return row.value;
    names.emplace_back(row.word);
  }
  throw UsageError(option + " does not accept \"" + text + "\"",
                   did_you_mean(text, names, "it accepts " + list_words(names)));
}

// Bytes: a whole number, with k, M or G for its multiples by 1024, 1024^2 and 1024^3. Throws
// UsageError.
std::int64_t parse_size(const std::string& option, const std::string& text);

}  // namespace whittle::cli
