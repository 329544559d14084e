// The words of a script in Ruby, Perl or PHP, outside of comments and strings, each with what
// follows it: enough to find what is required by name.
//
// Tolerant rather than exact: a string ends with its line at the latest, so that a quote in a
// regular expression or a here-document costs no more than its line.
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
  // Behind the word, at most kMaxStatement bytes.
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

// Without spaces, tabs, line ends and, where it comes first, an opening parenthesis.
std::string_view argument(std::string_view rest);
// The quoted text that rest begins with. Empty: none, or one with something computed in it.
std::optional<std::string> literal(std::string_view rest);

}  // namespace whittle::select
