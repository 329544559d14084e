#include "select/language/r_source.h"

#include <algorithm>
#include <array>

#include "text/names.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 9> kLoaders = {
    "library",          "require",         "loadNamespace",
    "requireNamespace", "attachNamespace", "getNamespace",
    "asNamespace",      "p_load",          "use"};

bool is_r_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_r_name(char c) {
  return is_r_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

struct RToken {
  enum class Kind { end, name, string, mark };
  Kind kind = Kind::end;
  std::string_view text;
};

class RTokens {
 public:
  explicit RTokens(std::string_view text) : text_(text) {}

  RToken next() {
    skip();
    if (at_ >= text_.size()) return {};
    const char c = text_[at_];
    const std::size_t start = at_;
    if (c == '"' || c == '\'' || c == '`') {
      ++at_;
      while (at_ < text_.size() && text_[at_] != c) at_ += text_[at_] == '\\' ? 2 : 1;
      at_ = std::min(at_, text_.size());
      const std::string_view content = text_.substr(start + 1, at_ - start - 1);
      at_ = std::min(at_ + 1, text_.size());
      return {c == '`' ? RToken::Kind::name : RToken::Kind::string, content};
    }
    if (is_r_name(c)) {
      while (at_ < text_.size() && is_r_name(text_[at_])) ++at_;
      return {RToken::Kind::name, text_.substr(start, at_ - start)};
    }
    at_ += text_.substr(at_).starts_with("::") ? 2 : 1;
    return {RToken::Kind::mark, text_.substr(start, at_ - start)};
  }

 private:
  void skip() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' ||
                 text_[at_] == '\r') {
        ++at_;
      } else {
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_package_name(std::string_view name) {
  return !name.empty() && is_r_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), is_r_name);
}

}  // namespace

RSource read_r_source(std::string_view text) {
  RSource source;
  RTokens tokens(text);
  RToken before;
  bool is_argument = false;  // the first one of library() or the like
  for (RToken token = tokens.next(); token.kind != RToken::Kind::end; token = tokens.next()) {
    const bool named = token.kind != RToken::Kind::mark && is_package_name(token.text);
    if (is_argument && named) source.packages.emplace(token.text);
    if (token.kind == RToken::Kind::name) source.words.emplace(token.text);
    if (token.text == "::" && before.kind == RToken::Kind::name && is_package_name(before.text)) {
      source.packages.emplace(before.text);
    }
    is_argument = token.text == "(" && token.kind == RToken::Kind::mark &&
                  before.kind == RToken::Kind::name && text::is_one_of(kLoaders, before.text);
    before = token;
  }
  return source;
}

std::set<std::string> read_r_description(std::string_view text) {
  constexpr std::array<std::string_view, 3> kFields = {"Depends", "Imports", "LinkingTo"};
  std::set<std::string> packages;
  bool wanted = false;
  for (std::string_view line : text::fields(text, '\n')) {
    if (!line.starts_with(' ') && !line.starts_with('\t')) {
      const std::size_t colon = line.find(':');
      wanted = colon != std::string_view::npos && text::is_one_of(kFields, line.substr(0, colon));
      if (wanted) line.remove_prefix(colon + 1);
    }
    if (!wanted) continue;
    // "stats (>= 3.5), utils"
    for (const std::string& item : text::split(line, ",")) {
      const std::vector<std::string> words = text::split(item, " \t\r(");
      if (!words.empty() && words.front() != "R" && is_package_name(words.front())) {
        packages.insert(words.front());
      }
    }
  }
  return packages;
}

}  // namespace whittle::select
