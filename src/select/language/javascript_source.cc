#include "select/language/javascript_source.h"

#include <algorithm>
#include <array>
#include <set>

namespace whittle::select {
namespace {

constexpr std::size_t kMaxSpecifier = 400;
constexpr std::array<std::string_view, 16> kBeforeExpression = {
    "return", "typeof", "case",       "in",    "of",    "delete", "void",    "throw",
    "new",    "else",   "instanceof", "yield", "await", "do",     "default", "extends"};

bool is_identifier_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

struct JavaScriptToken {
  enum class Kind { word, string, prefix, regex, other };
  Kind kind;
  std::string_view text;  // string: without quotes; prefix: the template's text before ${
};

class JavaScriptLexer {
 public:
  explicit JavaScriptLexer(std::string_view text) : text_(text) {}

  std::vector<JavaScriptToken> run() {
    if (text_.starts_with("#!")) skip_line();
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }
  void skip_comment() {
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
  }
  void push(JavaScriptToken::Kind kind, std::size_t start, std::size_t end) {
    tokens_.push_back({kind, text_.substr(start, end - start)});
  }

  void step() {
    const char c = peek();
    if (c == '/' && peek(1) == '/') return skip_line();
    if (c == '/' && peek(1) == '*') return skip_comment();
    if (c == '"' || c == '\'') return string();
    if (c == '`') {
      ++at_;
      return template_text(JavaScriptToken::Kind::string);
    }
    if (is_identifier_letter(c)) return word();
    if (c == '/' && expects_expression()) return regex();
    if (c == '{' && !templates_.empty()) ++templates_.back();
    if (c == '}' && !templates_.empty() && templates_.back()-- == 0) {
      templates_.pop_back();
      ++at_;
      return template_text(JavaScriptToken::Kind::other);
    }
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      push(JavaScriptToken::Kind::other, at_, at_ + 1);
    ++at_;
  }

  void word() {
    const std::size_t start = at_;
    while (is_identifier_letter(peek())) ++at_;
    push(JavaScriptToken::Kind::word, start, at_);
  }

  void string() {
    const char quote = peek();
    const std::size_t start = ++at_;
    for (; at_ < text_.size() && peek() != '\n'; ++at_) {
      if (peek() == '\\') {
        ++at_;
      } else if (peek() == quote) {
        push(JavaScriptToken::Kind::string, start, at_++);
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  // Up to the closing backtick or the next ${.
  void template_text(JavaScriptToken::Kind whole) {
    const std::size_t start = at_;
    for (; at_ < text_.size(); ++at_) {
      if (peek() == '\\') {
        ++at_;
      } else if (peek() == '`') {
        push(whole, start, at_++);
        return;
      } else if (peek() == '$' && peek(1) == '{') {
        push(whole == JavaScriptToken::Kind::string ? JavaScriptToken::Kind::prefix
                                                    : JavaScriptToken::Kind::other,
             start, at_);
        at_ += 2;
        templates_.push_back(0);
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  bool expects_expression() const {
    if (tokens_.empty()) return true;
    const JavaScriptToken& last = tokens_.back();
    if (last.kind == JavaScriptToken::Kind::word) {
      return std::find(kBeforeExpression.begin(), kBeforeExpression.end(), last.text) !=
             kBeforeExpression.end();
    }
    return last.kind == JavaScriptToken::Kind::other && last.text != ")" && last.text != "]" &&
           last.text != "}";
  }

  void regex() {
    const std::size_t start = at_;
    bool in_class = false;
    for (++at_; at_ < text_.size() && peek() != '\n'; ++at_) {
      const char c = peek();
      if (c == '\\') {
        ++at_;
      } else if (c == '[') {
        in_class = true;
      } else if (c == ']') {
        in_class = false;
      } else if (c == '/' && !in_class) {
        push(JavaScriptToken::Kind::regex, start, ++at_);
        return;
      }
    }
    // No closing slash: it was a division.
    at_ = start + 1;
    push(JavaScriptToken::Kind::other, start, at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<JavaScriptToken> tokens_;
  std::vector<std::size_t> templates_;  // open braces in each enclosing ${}
};

class JavaScriptReader {
 public:
  explicit JavaScriptReader(std::vector<JavaScriptToken> tokens) : tokens_(std::move(tokens)) {}

  JavascriptSource run() {
    for (std::size_t index = 0; index < tokens_.size(); ++index) {
      const JavaScriptToken& token = tokens_[index];
      if (token.kind == JavaScriptToken::Kind::string) note(token.text);
      if (token.kind != JavaScriptToken::Kind::word) continue;
      if (token.text == "require") {
        const bool resolves = is(index + 1, ".") && is(index + 2, "resolve");
        call(index + (resolves ? 3 : 1), ModuleReference::Form::require);
      } else if (token.text == "import" && !is(index - 1, ".")) {
        if (is_string(index + 1)) add(ModuleReference::Form::import, tokens_[index + 1].text);
        call(index + 1, ModuleReference::Form::import);
      } else if (token.text == "from" && is_string(index + 1) && !is(index - 1, ".")) {
        add(ModuleReference::Form::import, tokens_[index + 1].text);
      } else if (token.text == "__dirname") {
        beside(index + 1);
      } else if (token.text == "URL" && is(index + 1, "(") && is_string(index + 2) &&
                 is(index + 3, ",") && is(index + 4, "import")) {
        add(ModuleReference::Form::file, tokens_[index + 2].text);
      }
    }
    return std::move(source_);
  }

 private:
  bool is(std::size_t index, std::string_view text) const {
    return index < tokens_.size() && tokens_[index].text == text &&
           (tokens_[index].kind == JavaScriptToken::Kind::word ||
            tokens_[index].kind == JavaScriptToken::Kind::other);
  }
  bool is_string(std::size_t index) const {
    return index < tokens_.size() && tokens_[index].kind == JavaScriptToken::Kind::string;
  }

  void call(std::size_t index, ModuleReference::Form form) {
    if (!is(index, "(") || index + 1 >= tokens_.size()) return;
    const JavaScriptToken& argument = tokens_[index + 1];
    if (argument.kind == JavaScriptToken::Kind::string) {
      const bool whole = is(index + 2, ")") || is(index + 2, ",");
      add(whole ? form : ModuleReference::Form::prefix, argument.text);
    } else if (argument.kind == JavaScriptToken::Kind::prefix && !argument.text.empty()) {
      add(ModuleReference::Form::prefix, argument.text);
    } else if (argument.kind != JavaScriptToken::Kind::other && !is(index + 1, "__dirname")) {
      source_.computed = true;
    }
  }

  // __dirname + "/views", path.join(__dirname, "..", "views").
  void beside(std::size_t index) {
    std::string path = ".";
    const bool added = is(index, "+");
    if (added && is_string(index + 1)) path += tokens_[index + 1].text;
    if (!added) {
      for (; is(index, ",") && is_string(index + 1); index += 2) {
        path.append("/").append(tokens_[index + 1].text);
      }
    }
    if (path != ".") add(ModuleReference::Form::file, path);
  }

  void add(ModuleReference::Form form, std::string_view specifier) {
    if (specifier.empty() || specifier.size() > kMaxSpecifier) return;
    source_.references.push_back({form, std::string(specifier)});
  }

  void note(std::string_view text) {
    const auto fits = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
             std::string_view("-_.@/").find(c) != std::string_view::npos;
    };
    if (text.empty() || text.size() > 80 || !std::all_of(text.begin(), text.end(), fits)) return;
    if (seen_.insert(text).second) source_.names.emplace_back(text);
  }

  std::vector<JavaScriptToken> tokens_;
  std::set<std::string_view> seen_;
  JavascriptSource source_;
};

}  // namespace

JavascriptSource read_javascript_source(std::string_view text) {
  return JavaScriptReader(JavaScriptLexer(text).run()).run();
}

}  // namespace whittle::select
