#include "cli/words.h"

#include <charconv>
#include <utility>

namespace whittle::cli {

std::vector<std::string> split_words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0 && c == quote) {
      quote = 0;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      // Inside "..." a backslash quotes only what would be special there.
      if (quote == '"' && line[i + 1] != '"' && line[i + 1] != '\\') word += c;
      word += line[++i];
      in_word = true;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      in_word = true;
    } else if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (in_word) words.push_back(std::exchange(word, ""));
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != 0) throw UsageError("a quote is not closed in: " + line);
  if (in_word) words.push_back(word);
  return words;
}

std::string list_words(const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

std::int64_t parse_size(const std::string& option, const std::string& text) {
  constexpr std::int64_t kMost = std::int64_t{1} << 32;  // times G is far from overflow
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const std::string suffix(rest, end);
  int shift = -1;
  if (suffix.empty()) shift = 0;
  if (suffix == "k" || suffix == "K") shift = 10;
  if (suffix == "M") shift = 20;
  if (suffix == "G") shift = 30;
  if (error != std::errc() || shift < 0 || number < 0 || (shift > 0 && number >= kMost)) {
    throw UsageError(option + ": \"" + text + "\" is not a valid size",
                     "give bytes, or a whole number with k, M or G, for example " + option + " 4M");
  }
  return number << shift;
}

}  // namespace whittle::cli
