#include "cli/words.h"

#include <utility>

#include "whittle/error.h"

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

}  // namespace whittle::cli
