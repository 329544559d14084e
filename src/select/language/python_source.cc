#include "select/language/python_source.h"

#include <algorithm>
#include <set>

#include "text/join.h"

namespace whittle::select {
namespace {

constexpr std::size_t kMaxName = 200;

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct PythonToken {
  enum class Kind { line, name, string, other };
  Kind kind;
  std::string_view text;   // of a string: without quotes
  std::size_t indent = 0;  // of a line
};

// A line token marks the start of a logical line: not in brackets, not after a backslash.
class PythonLexer {
 public:
  explicit PythonLexer(std::string_view text) : text_(text) {}

  std::vector<PythonToken> run() {
    start_line();
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void start_line() {
    std::size_t indent = 0;
    for (; peek() == ' ' || peek() == '\t' || peek() == '\f'; ++at_) {
      indent = peek() == '\t' ? (indent / 8 + 1) * 8 : indent + 1;
    }
    if (peek() != '\n' && peek() != '\r' && peek() != '#') {
      tokens_.push_back({PythonToken::Kind::line, {}, indent});
    }
  }

  void skip_to_line_end() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  void step() {
    const char c = peek();
    if (c == '#') return skip_to_line_end();
    if (c == '"' || c == '\'') return string();
    if (is_name_start(c)) return name();
    if (is_digit(c)) return number();
    ++at_;
    if (c == '\n') {
      if (depth_ == 0) start_line();
    } else if (c == '\\') {
      if (peek() == '\r') ++at_;
      if (peek() == '\n') ++at_;
    } else if (c != ' ' && c != '\t' && c != '\r' && c != '\f') {
      if (c == '(' || c == '[' || c == '{') ++depth_;
      if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
      tokens_.push_back({PythonToken::Kind::other, text_.substr(at_ - 1, 1)});
    }
  }

  void name() {
    const std::size_t start = at_;
    while (is_name_start(peek()) || is_digit(peek())) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    const bool quoted = peek() == '"' || peek() == '\'';
    if (quoted && word.size() <= 2 && word.find_first_not_of("rRbBuUfF") == word.npos) return;
    tokens_.push_back({PythonToken::Kind::name, word});
  }

  void number() {
    while (is_name_start(peek()) || is_digit(peek()) || peek() == '.') ++at_;
    tokens_.push_back({PythonToken::Kind::other, "0"});
  }

  void string() {
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    const std::size_t start = at_;
    for (; at_ < text_.size(); ++at_) {
      const char c = peek();
      if (c == '\\') {
        ++at_;
      } else if (!triple && c == '\n') {
        break;
      } else if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
        tokens_.push_back({PythonToken::Kind::string, text_.substr(start, at_ - start)});
        at_ += triple ? 3 : 1;
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::vector<PythonToken> tokens_;
};

class PythonReader {
 public:
  explicit PythonReader(std::vector<PythonToken> tokens) : tokens_(std::move(tokens)) {}

  PythonSource run() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      const PythonToken& token = tokens_[at_];
      if (token.kind == PythonToken::Kind::line) {
        open_line(token.indent);
      } else if (token.kind == PythonToken::Kind::string) {
        note(token.text);
      } else if (starts_statement()) {
        statement();
      }
      call();
    }
    return std::move(source_);
  }

 private:
  enum class Block { function, never };
  struct Open {
    std::size_t indent;
    Block block;
  };

  bool is(std::size_t index, std::string_view text) const {
    return index < tokens_.size() && tokens_[index].text == text &&
           tokens_[index].kind != PythonToken::Kind::string &&
           tokens_[index].kind != PythonToken::Kind::line;
  }
  bool is_name(std::size_t index) const {
    return index < tokens_.size() && tokens_[index].kind == PythonToken::Kind::name;
  }

  // Whether the next statement is in such a block.
  bool inside(Block block) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Open& open) { return open.block == block; });
  }

  void open_line(std::size_t indent) {
    while (!open_.empty() && open_.back().indent >= indent) open_.pop_back();
    const std::size_t first = is(at_ + 1, "async") ? at_ + 2 : at_ + 1;
    if (is(first, "def")) open_.push_back({indent, Block::function});
    if (!is(first, "if")) return;
    for (std::size_t index = first + 1; index < tokens_.size(); ++index) {
      if (tokens_[index].kind == PythonToken::Kind::line || is(index, ":")) break;
      if (is(index, "not") || is(index, "or")) break;
      if (is(index, "TYPE_CHECKING")) open_.push_back({indent, Block::never});
      if (is(index, "__name__")) open_.push_back({indent, Block::function});
    }
  }

  bool starts_statement() const {
    if (at_ == 0 || tokens_[at_].kind != PythonToken::Kind::name) return false;
    return tokens_[at_ - 1].kind == PythonToken::Kind::line || is(at_ - 1, ":") || is(at_ - 1, ";");
  }

  std::string dotted_name(std::size_t& index) const {
    std::string name;
    while (is_name(index)) {
      name += tokens_[index++].text;
      if (!is(index, ".") || !is_name(index + 1)) break;
      name += '.';
      ++index;
    }
    return name;
  }

  void statement() {
    std::size_t index = at_ + 1;
    if (is(at_, "import")) {
      while (is_name(index)) {
        add({0, dotted_name(index), {}, {}});
        if (is(index, "as")) index += 2;
        if (!is(index, ",")) break;
        ++index;
      }
    } else if (is(at_, "from")) {
      PythonImport import;
      for (; is(index, "."); ++index) ++import.dots;
      if (!is(index, "import")) import.module = dotted_name(index);
      if (!is(index, "import")) return;
      if (is(++index, "(")) ++index;
      while (is_name(index)) {
        import.names.emplace_back(tokens_[index++].text);
        if (is(index, "as")) index += 2;
        if (!is(index, ",")) break;
        ++index;
      }
      add(std::move(import));
    } else {
      return;
    }
    at_ = index - 1;
  }

  // import_module("a.b"), __import__("a").
  void call() {
    if (!is(at_, "import_module") && !is(at_, "__import__")) return;
    if (!is(at_ + 1, "(") || at_ + 2 >= tokens_.size()) return;
    const PythonToken& argument = tokens_[at_ + 2];
    if (argument.kind != PythonToken::Kind::string || argument.text.size() > kMaxName) return;
    const std::size_t dots = std::min(argument.text.find_first_not_of('.'), argument.text.size());
    add({dots, std::string(argument.text.substr(dots)), {}, {}});
  }

  void add(PythonImport import) {
    if (inside(Block::never) || (import.module.empty() && import.dots == 0)) return;
    import.when =
        inside(Block::function) ? PythonImport::When::in_function : PythonImport::When::at_load;
    source_.imports.push_back(std::move(import));
  }

  void note(std::string_view text) {
    if (text.empty() || text.size() > kMaxName || !is_name_start(text.front())) return;
    for (std::size_t index = 1; index < text.size(); ++index) {
      const bool dot = text[index] == '.' || text[index] == ':';
      if (dot && (index + 1 == text.size() || !is_name_start(text[index + 1]))) return;
      if (!dot && !is_name_start(text[index]) && !is_digit(text[index])) return;
    }
    if (seen_.insert(text).second) source_.names.emplace_back(text);
  }

  std::vector<PythonToken> tokens_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  std::set<std::string_view> seen_;
  PythonSource source_;
};

}  // namespace

std::string PythonImport::text() const {
  const std::string from = std::string(dots, '.') + module;
  if (names.empty()) return "import " + from;
  return "from " + from + " import " + text::join(names, ", ");
}

PythonSource read_python_source(std::string_view text) {
  return PythonReader(PythonLexer(text).run()).run();
}

}  // namespace whittle::select
