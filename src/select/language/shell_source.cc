#include "select/language/shell_source.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "text/names.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 12> kBeforeCommand = {
    "if", "then", "elif", "else", "do", "while", "until", "!", "{", "time", "coproc", "function"};
constexpr std::array<std::string_view, 4> kNoCommandFollows = {"for", "select", "fi", "esac"};
constexpr std::array<std::string_view, 57> kBuiltins = {
    ".",       ":",      "[",       "[[",       "alias",   "bg",      "bind",   "break",
    "builtin", "cd",     "command", "continue", "declare", "dirs",    "disown", "done",
    "echo",    "eval",   "exec",    "exit",     "export",  "false",   "fg",     "fi",
    "getopts", "hash",   "help",    "history",  "in",      "jobs",    "kill",   "let",
    "local",   "logout", "mapfile", "popd",     "printf",  "pushd",   "pwd",    "read",
    "return",  "set",    "shift",   "shopt",    "source",  "test",    "times",  "trap",
    "true",    "type",   "typeset", "ulimit",   "umask",   "unalias", "unset",  "wait",
    "}"};
// What they run, with the number of their operands before it.
const std::map<std::string_view, int> kWrappers = {
    {"exec", 0},    {"command", 0}, {"builtin", 0}, {"env", 0},       {"nice", 0},
    {"nohup", 0},   {"sudo", 0},    {"doas", 0},    {"setsid", 0},    {"xargs", 0},
    {"stdbuf", 0},  {"tini", 0},    {"watch", 0},   {"dumb-init", 0}, {"ionice", 0},
    {"timeout", 1}, {"gosu", 1},    {"chroot", 1},  {"su-exec", 1},   {"setpriv", 0},
    {"strace", 0},  {"flock", 1},   {"chpst", 0},   {"run-one", 0},   {"catatonit", 0}};
// Of the wrappers above.
constexpr std::array<std::string_view, 9> kOptionsWithOperand = {"-u", "-g", "-n", "-s", "-k",
                                                                 "-I", "-P", "-C", "-c"};
constexpr std::array<std::string_view, 8> kRunText = {"sh",  "bash", "dash", "ash",
                                                      "ksh", "zsh",  "su",   "script"};
constexpr std::size_t kMaxCommands = 2000;
// Of all texts that are scanned for one script, for hostile nesting.
constexpr std::size_t kMaxScanned = std::size_t{16} << 20;

struct Found {
  std::vector<std::string> waiting;  // texts within texts
  std::vector<std::string> commands;
  std::set<std::string> seen;
  std::set<std::string> functions;
};

class ShellScan {
 public:
  ShellScan(std::string_view text, Found& found) : text_(text), found_(found) {}

  void run() {
    while (at_ < text_.size() && found_.commands.size() < kMaxCommands) step();
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void new_command() {
    in_position_ = true;
    command_.clear();
    operands_ = 0;
    text_follows_ = false;
  }

  void step() {
    const char c = peek();
    if (c == '\n') {
      ++at_;
      skip_here_documents();
      new_command();
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (in_pattern_) {
      pattern();
    } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
      separator();
    } else if (c == '<' || c == '>') {
      redirection();
    } else {
      word();
    }
  }

  // Up to the ")" of a case branch.
  void pattern() {
    if (text_.substr(at_).starts_with("esac")) {
      in_pattern_ = false;
      at_ += 4;
      if (cases_ > 0) --cases_;
      in_position_ = false;
      return;
    }
    for (; at_ < text_.size() && peek() != '\n'; ++at_) {
      if (peek() == '\\') {
        ++at_;
      } else if (peek() == '"' || peek() == '\'') {
        at_ = std::min(text_.find(peek(), at_ + 1), text_.size());
      } else if (peek() == ')') {
        ++at_;
        in_pattern_ = false;
        new_command();
        return;
      }
    }
  }

  void separator() {
    const char c = peek();
    if (c == ';' && peek(1) == ';' && cases_ > 0) {
      at_ += 2;
      in_pattern_ = true;
      return;
    }
    ++at_;
    if (c == '&' && peek() == '>') return;
    new_command();
  }

  void redirection() {
    const bool here = peek() == '<' && peek(1) == '<' && peek(2) != '<';
    while (peek() == '<' || peek() == '>' || peek() == '&' || peek() == '|') ++at_;
    if (peek() == '(') return;  // process substitution
    const bool strip = here && peek() == '-';
    if (strip) ++at_;
    while (peek() == ' ' || peek() == '\t') ++at_;
    bool literal = true;
    const std::string target = read_word(literal);
    if (here && !target.empty()) here_ends_.push_back(target);
  }

  void skip_here_documents() {
    for (const std::string& end : here_ends_) {
      while (at_ < text_.size()) {
        const std::size_t stop = std::min(text_.find('\n', at_), text_.size());
        std::string_view line = text_.substr(at_, stop - at_);
        at_ = std::min(stop + 1, text_.size());
        line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
        if (line == end) break;
      }
    }
    here_ends_.clear();
  }

  void inner(std::string_view text) {
    if (found_.waiting.size() < kMaxCommands) found_.waiting.emplace_back(text);
  }

  // $(...), with at_ behind the "(".
  void substitution() {
    const std::size_t start = at_;
    int depth = 1;
    for (; at_ < text_.size(); ++at_) {
      const char c = peek();
      if (c == '\\') {
        ++at_;
      } else if (c == '\'') {
        at_ = std::min(text_.find('\'', at_ + 1), text_.size());
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        break;
      }
    }
    at_ = std::min(at_, text_.size());
    const std::string_view body = text_.substr(start, at_ - start);
    if (!body.starts_with('(')) inner(body);  // not arithmetic
    if (at_ < text_.size()) ++at_;
  }

  void dollar(bool& literal) {
    literal = false;
    ++at_;
    if (peek() == '(') {
      ++at_;
      substitution();
    } else if (peek() == '{') {
      at_ = std::min(text_.find('}', at_), text_.size());
      if (at_ < text_.size()) ++at_;
    }
  }

  void backquote(bool& literal) {
    literal = false;
    const std::size_t end = std::min(text_.find('`', at_ + 1), text_.size());
    inner(text_.substr(at_ + 1, end - at_ - 1));
    at_ = std::min(end + 1, text_.size());
  }

  void double_quoted(std::string& word, bool& literal) {
    ++at_;
    while (at_ < text_.size() && peek() != '"') {
      if (peek() == '\\' && at_ + 1 < text_.size()) {
        word += peek(1);
        at_ += 2;
      } else if (peek() == '$') {
        dollar(literal);
      } else if (peek() == '`') {
        backquote(literal);
      } else {
        word += text_[at_++];
      }
    }
    if (at_ < text_.size()) ++at_;
  }

  // Without its quotes. literal: nothing in it is computed.
  std::string read_word(bool& literal) {
    std::string word;
    while (at_ < text_.size()) {
      const char c = peek();
      if (std::string_view(" \t\r\n;&|()<>").find(c) != std::string_view::npos) break;
      if (c == '\\' && at_ + 1 < text_.size()) {
        if (peek(1) != '\n') word += peek(1);
        at_ += 2;
      } else if (c == '\'') {
        const std::size_t end = std::min(text_.find('\'', at_ + 1), text_.size());
        word += text_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, text_.size());
      } else if (c == '"') {
        double_quoted(word, literal);
      } else if (c == '$') {
        dollar(literal);
      } else if (c == '`') {
        backquote(literal);
      } else {
        word += c;
        ++at_;
      }
    }
    return word;
  }

  static bool is_assignment(std::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals == word.npos || equals == 0) return false;
    return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '_' || c == '+';
                       });
  }

  void word() {
    bool literal = true;
    const std::size_t start = at_;
    const std::string word = read_word(literal);
    if (at_ == start) ++at_;
    const bool descriptor = word.find_first_not_of("0123456789") == word.npos;
    if (descriptor && (peek() == '<' || peek() == '>')) return;
    if (!in_position_) return argument(word, literal);
    if (is_assignment(word)) return;
    if (!command_.empty()) {
      // The words of a wrapper before what it runs.
      if (word.starts_with('-')) {
        if (text::is_one_of(kOptionsWithOperand, word)) ++operands_;
        return;
      }
      if (operands_ > 0) {
        --operands_;
        return;
      }
    }
    if (peek() == '(' && peek(1) == ')') {
      found_.functions.insert(word);
      at_ += 2;
      return new_command();
    }
    if (text::is_one_of(kBeforeCommand, word)) return;
    begin(word, literal);
  }

  void begin(const std::string& word, bool literal) {
    in_position_ = false;
    command_ = word.substr(word.rfind('/') + 1);
    if (word == "case") ++cases_;
    if (literal) note(word);
    const auto wrapper = kWrappers.find(command_);
    if (wrapper == kWrappers.end()) return;
    in_position_ = true;
    operands_ = wrapper->second;
  }

  void argument(const std::string& word, bool literal) {
    if (command_ == "case" && word == "in") {
      in_pattern_ = true;
      return;
    }
    if (text_follows_ || command_ == "eval" || command_ == "trap") {
      const bool runs = text_follows_ || !word.starts_with('-');
      text_follows_ = false;
      if (command_ == "trap") command_.clear();
      if (runs && literal) inner(word);
      return;
    }
    if (word == "-c" && text::is_one_of(kRunText, command_)) text_follows_ = true;
    if (word == "-exec" || word == "-execdir" || word == "-ok") {
      in_position_ = true;
      command_ = "exec";
      operands_ = 0;
    }
  }

  void note(const std::string& word) {
    constexpr std::string_view kLetters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+/-@[";
    if (word.empty() || word.find_first_not_of(kLetters) != word.npos) return;
    if (text::is_one_of(kBuiltins, word) || text::is_one_of(kNoCommandFollows, word) ||
        word == "case") {
      return;
    }
    if (found_.seen.insert(word).second) found_.commands.push_back(word);
  }

  std::string_view text_;
  Found& found_;
  std::size_t at_ = 0;
  bool in_position_ = true;
  bool in_pattern_ = false;
  bool text_follows_ = false;
  int cases_ = 0;
  int operands_ = 0;
  std::string command_;
  std::vector<std::string> here_ends_;
};

}  // namespace

std::vector<std::string> shell_commands(std::string_view script) {
  Found found;
  found.waiting.emplace_back(script);
  std::size_t scanned = 0;
  for (std::size_t index = 0; index < found.waiting.size(); ++index) {
    const std::string text = std::move(found.waiting[index]);
    scanned += text.size();
    if (scanned > kMaxScanned) break;
    ShellScan(text, found).run();
  }
  std::erase_if(found.commands,
                [&](const std::string& word) { return found.functions.contains(word); });
  return std::move(found.commands);
}

}  // namespace whittle::select
