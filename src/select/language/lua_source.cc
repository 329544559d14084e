#include "select/language/lua_source.h"

#include <algorithm>

namespace whittle::select {
namespace {

bool is_lua_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class LuaTokens {
 public:
  explicit LuaTokens(std::string_view text) : text_(text) {
    if (text_.starts_with("#!")) at_ = std::min(text_.find('\n'), text_.size());
  }

  struct Token {
    enum class Kind { end, name, string, mark } kind = Kind::end;
    std::string_view text;
  };

  Token next() {
    while (at_ < text_.size()) {
      if (text_.substr(at_).starts_with("--")) {
        at_ += 2;
        if (!skip_long_bracket()) at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      const std::size_t start = at_;
      const char c = text_[at_];
      if (c == '[' && skip_long_bracket()) return {Token::Kind::mark, "[["};
      if (c == '"' || c == '\'') {
        ++at_;
        while (at_ < text_.size() && text_[at_] != c && text_[at_] != '\n') {
          at_ += text_[at_] == '\\' ? 2 : 1;
        }
        at_ = std::min(at_, text_.size());
        const std::string_view content = text_.substr(start + 1, at_ - start - 1);
        at_ = std::min(at_ + 1, text_.size());
        return {Token::Kind::string, content};
      }
      if (is_lua_name(c)) {
        while (at_ < text_.size() && is_lua_name(text_[at_])) ++at_;
        return {Token::Kind::name, text_.substr(start, at_ - start)};
      }
      ++at_;
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        return {Token::Kind::mark, text_.substr(start, 1)};
      }
    }
    return {};
  }

 private:
  // [[...]] and [==[...]==], in comments too.
  bool skip_long_bracket() {
    std::size_t open = at_ + 1;
    while (open < text_.size() && text_[open] == '=') ++open;
    if (at_ >= text_.size() || text_[at_] != '[' || open >= text_.size() || text_[open] != '[') {
      return false;
    }
    std::string close = "]";
    close.append(open - at_ - 1, '=').append("]");
    const std::size_t end = text_.find(close, open);
    at_ = end == std::string_view::npos ? text_.size() : end + close.size();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_module(std::string_view name) {
  constexpr std::string_view kOdd = " \t/\\?*";
  return !name.empty() && name.find_first_of(kOdd) == std::string_view::npos &&
         name.front() != '.' && name.back() != '.' && name.find("..") == std::string_view::npos;
}

}  // namespace

std::set<std::string> read_lua_source(std::string_view text) {
  using Kind = LuaTokens::Token::Kind;
  std::set<std::string> modules;
  LuaTokens tokens(text);
  bool after_require = false;
  for (LuaTokens::Token token = tokens.next(); token.kind != Kind::end; token = tokens.next()) {
    if (token.kind == Kind::string && after_require && is_module(token.text)) {
      modules.emplace(token.text);
    }
    // The name may be in parentheses, or the next argument of pcall().
    const bool between = token.kind == Kind::mark && (token.text == "(" || token.text == ",");
    after_require =
        (token.kind == Kind::name && token.text == "require") || (after_require && between);
  }
  return modules;
}

}  // namespace whittle::select
