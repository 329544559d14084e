#include "select/language/word_scan.h"

#include <algorithm>

namespace whittle::select {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
// A namespace is part of a word: Foo::Bar, Foo\Bar.
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void WordScan::skip_line() {
  at_ = std::min(text_.find('\n', at_), text_.size());
}

bool WordScan::skip_comment() {
  const std::string_view rest = text_.substr(at_);
  const bool php = language_ == ScriptLanguage::php;
  if (php && rest.starts_with("/*")) {
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
    return true;
  }
  // Not Ruby's "#{" (in strings), nor Perl's $# and s## (no space before).
  const bool hash = rest.starts_with('#') && (at_ == 0 || is_space(text_[at_ - 1])) &&
                    !(php && rest.starts_with("#["));
  if (!hash && !(php && rest.starts_with("//"))) return false;
  skip_line();
  return true;
}

// Ruby's =begin to =end, Perl's pod, and __END__.
bool WordScan::skip_document() {
  if (language_ == ScriptLanguage::php || (at_ > 0 && text_[at_ - 1] != '\n')) return false;
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("__END__") || rest.starts_with("__DATA__")) {
    at_ = text_.size();
    return true;
  }
  if (!rest.starts_with('=') || rest.size() < 2 || !is_word(rest[1])) return false;
  const char* end = language_ == ScriptLanguage::ruby ? "\n=end" : "\n=cut";
  at_ = std::min(text_.find(end, at_), text_.size());
  if (at_ < text_.size()) ++at_;
  skip_line();
  return true;
}

void WordScan::skip_string() {
  const char quote = text_[at_++];
  while (at_ < text_.size() && text_[at_] != '\n') {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == quote) {
      ++at_;
      return;
    }
    ++at_;
  }
  at_ = std::min(at_, text_.size());
}

bool WordScan::next() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (skip_document() || skip_comment()) continue;
    if (c == '"' || c == '\'') {
      skip_string();
    } else if (is_word(c)) {
      const std::size_t start = at_;
      while (at_ < text_.size()) {
        if (is_word(text_[at_]) || (text_[at_] == '\\' && language_ == ScriptLanguage::php)) {
          ++at_;
        } else if (text_.substr(at_).starts_with("::") && at_ + 2 < text_.size() &&
                   is_word(text_[at_ + 2]) && language_ == ScriptLanguage::perl) {
          at_ += 2;
        } else {
          break;
        }
      }
      word_ = text_.substr(start, at_ - start);
      at_margin_ = start == 0 || text_[start - 1] == '\n';
      return true;
    } else {
      ++at_;
    }
  }
  return false;
}

std::string_view WordScan::rest() const {
  return text_.substr(at_, kMaxStatement);
}

std::string_view argument(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size() && (is_space(rest[at]) || rest[at] == '(')) ++at;
  return rest.substr(at);
}

std::optional<std::string> literal(std::string_view rest) {
  rest = argument(rest);
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
  const std::size_t end = rest.find_first_of(rest.substr(0, 1), 1);
  if (end == rest.npos || end == 1) return std::nullopt;
  const std::string_view text = rest.substr(1, end - 1);
  const bool computed =
      rest.front() == '"' && (text.find("#{") != text.npos || text.find('$') != text.npos);
  if (computed || text.find('\n') != text.npos) return std::nullopt;
  return std::string(text);
}

}  // namespace whittle::select
