// Splits a Ruby, Perl or PHP script into words outside of comments and strings, each with the text
// that follows it: enough to find what the script requires by name.
//
// Not exact: a string ends at the end of its line at the latest, so that a quote in a regular
// expression or here-document hides at most one line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::select {

enum class ScriptLanguage { ruby, perl, php };

class WordScan {
 public:
  WordScan(std::string_view text, ScriptLanguage language) : text_(text), language_(language) {}

  // False at the end.
  bool next();
  std::string_view word() const { return word_; }
  // The text after the word, at most kMaxStatement bytes.
  std::string_view rest() const;
  bool starts_line_at_margin() const { return at_margin_; }

  static constexpr std::size_t kMaxStatement = 2000;

 private:
  bool skip_comment();
  bool skip_document();
  void skip_string();
  void skip_line();

  std::string_view text_;
  ScriptLanguage language_;
  std::size_t at_ = 0;
  std::string_view word_;
  bool at_margin_ = false;
};

// The text without leading white space and opening parentheses.
std::string_view argument(std::string_view rest);
// The string literal that rest begins with. Empty: none, or one with interpolation.
std::optional<std::string> literal(std::string_view rest);

}  // namespace whittle::select
