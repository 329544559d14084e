#include "select/language/program_calls.h"

#include <algorithm>
#include <set>
#include <span>

#include "select/language/shell_source.h"
#include "select/lookup/script_line.h"

namespace whittle::select {
namespace {

using L = CallLanguage;

// What the first literal argument is.
enum class Form {
  program,  // a program's name
  shell,    // a shell's command line
  either,   // a command line where it is the only argument, else a program's name
};

struct CallRow {
  L language;
  Form form;
  std::string_view name;
  // The object or module that the function belongs to, if it is written before it.
  std::string_view owner = {};
  // A text that the file has: a name such as `run` alone says nothing.
  std::string_view mention = {};
};

constexpr CallRow kCalls[] = {
    {L::python, Form::either, "run", "subprocess", "subprocess"},
    {L::python, Form::either, "call", "subprocess", "subprocess"},
    {L::python, Form::either, "Popen"},
    {L::python, Form::either, "check_call"},
    {L::python, Form::either, "check_output"},
    {L::python, Form::shell, "getoutput"},
    {L::python, Form::shell, "getstatusoutput"},
    {L::python, Form::shell, "system", "os", "os"},
    {L::python, Form::shell, "popen", "os", "os"},
    {L::python, Form::program, "which", "shutil", "shutil"},
    {L::python, Form::program, "execv", "os", "os"},
    {L::python, Form::program, "execvp", "os", "os"},
    {L::python, Form::program, "execl", "os", "os"},
    {L::python, Form::program, "execlp", "os", "os"},
    {L::python, Form::program, "posix_spawn", "os", "os"},
    {L::python, Form::program, "posix_spawnp", "os", "os"},
    {L::python, Form::program, "create_subprocess_exec"},
    {L::python, Form::shell, "create_subprocess_shell"},
    {L::javascript, Form::shell, "exec", "", "child_process"},
    {L::javascript, Form::shell, "execSync", "", "child_process"},
    {L::javascript, Form::program, "execFile", "", "child_process"},
    {L::javascript, Form::program, "execFileSync", "", "child_process"},
    {L::javascript, Form::program, "spawn", "", "spawn"},
    {L::javascript, Form::program, "spawnSync", "", "spawn"},
    {L::javascript, Form::shell, "execAsync", "", "child_process"},
    {L::javascript, Form::program, "execFileAsync", "", "child_process"},
    {L::javascript, Form::program, "execa"},
    {L::javascript, Form::program, "execaSync"},
    {L::javascript, Form::either, "execaCommand"},
    {L::ruby, Form::either, "system"},
    {L::ruby, Form::either, "exec"},
    {L::ruby, Form::either, "spawn"},
    {L::ruby, Form::either, "popen", "IO", "IO"},
    {L::ruby, Form::either, "popen2", "Open3", "Open3"},
    {L::ruby, Form::either, "popen2e", "Open3", "Open3"},
    {L::ruby, Form::either, "popen3", "Open3", "Open3"},
    {L::ruby, Form::either, "capture2", "Open3", "Open3"},
    {L::ruby, Form::either, "capture2e", "Open3", "Open3"},
    {L::ruby, Form::either, "capture3", "Open3", "Open3"},
    {L::php, Form::shell, "shell_exec"},
    {L::php, Form::shell, "exec"},
    {L::php, Form::shell, "system"},
    {L::php, Form::shell, "passthru"},
    {L::php, Form::shell, "popen"},
    {L::php, Form::either, "proc_open"},
    {L::php, Form::program, "pcntl_exec"},
    {L::php, Form::program, "Process", "", "Symfony"},
    {L::perl, Form::either, "system"},
    {L::perl, Form::either, "exec"},
    {L::perl, Form::either, "open"},
    {L::r, Form::shell, "system"},
    {L::r, Form::program, "system2"},
    {L::r, Form::shell, "pipe"},
    {L::r, Form::program, "run", "processx", "processx"},
    {L::lua, Form::shell, "execute", "os", "os"},
    {L::lua, Form::shell, "popen", "io", "io"},
    {L::elixir, Form::program, "cmd", "System", "System"},
    {L::elixir, Form::shell, "shell", "System", "System"},
    {L::elixir, Form::shell, "cmd", "os", "os"},
};

struct CallToken {
  enum class Kind { word, string, command, other };
  Kind kind;
  std::string_view text;  // without quotes
};

bool is_call_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class CallLexer {
 public:
  CallLexer(std::string_view text, L language) : text_(text), language_(language) {}

  std::vector<CallToken> run() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  bool is(std::initializer_list<L> languages) const {
    return std::ranges::find(languages, language_) != languages.end();
  }
  std::string_view rest() const { return text_.substr(at_); }
  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }
  void skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == text_.npos ? text_.size() : found + end.size();
  }

  bool starts_line_comment() const {
    const bool starts_word =
        at_ == 0 || std::string_view(" \t\r\n;{}()").find(text_[at_ - 1]) != std::string_view::npos;
    if (rest().starts_with('#')) {
      return !is({L::javascript, L::lua}) && (starts_word || is({L::python, L::r})) &&
             !(is({L::php}) && rest().starts_with("#["));
    }
    if (is({L::lua})) return rest().starts_with("--");
    return is({L::javascript, L::php}) && rest().starts_with("//") &&
           (at_ == 0 || text_[at_ - 1] != ':');
  }

  bool comment() {
    if (is({L::javascript, L::php}) && rest().starts_with("/*")) {
      skip_past("*/");
      return true;
    }
    if (is({L::lua}) && rest().starts_with("--[[")) {
      skip_past("]]");
      return true;
    }
    if (is({L::ruby, L::perl}) && document()) return true;
    if (!starts_line_comment()) return false;
    skip_line();
    return true;
  }

  // Ruby's =begin to =end, Perl's pod, and __END__.
  bool document() {
    if (at_ > 0 && text_[at_ - 1] != '\n') return false;
    if (rest().starts_with("__END__") || rest().starts_with("__DATA__")) {
      at_ = text_.size();
      return true;
    }
    if (!rest().starts_with('=') || rest().size() < 2 || !is_call_letter(rest()[1])) return false;
    skip_past(is({L::ruby}) ? "\n=end" : "\n=cut");
    skip_line();
    return true;
  }

  void quoted(CallToken::Kind kind) {
    const char quote = text_[at_];
    const bool triple =
        is({L::python, L::elixir}) && rest().size() > 2 && rest()[1] == quote && rest()[2] == quote;
    const std::string_view end = rest().substr(0, triple ? 3 : 1);
    at_ += end.size();
    const std::size_t start = at_;
    const bool one_line = !triple && quote != '`' && is({L::python, L::javascript});
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (rest().starts_with(end)) {
        break;
      } else if (one_line && text_[at_] == '\n') {
        return;  // a quote in a regular expression
      }
    }
    at_ = std::min(at_, text_.size());
    tokens_.push_back({kind, text_.substr(start, at_ - start)});
    at_ = std::min(at_ + end.size(), text_.size());
  }

  // %x(...), qx(...).
  bool quoted_command() {
    const bool ruby = is({L::ruby}) && rest().starts_with("%x");
    const bool perl =
        is({L::perl}) && rest().starts_with("qx") && (at_ == 0 || !is_call_letter(text_[at_ - 1]));
    if ((!ruby && !perl) || rest().size() < 3) return false;
    constexpr std::string_view kOpen = "([{<";
    constexpr std::string_view kClose = ")]}>";
    const char open = rest()[2];
    if (is_call_letter(open) || open == ' ' || open == '\n') return false;
    const std::size_t bracket = kOpen.find(open);
    const char close = bracket == kOpen.npos ? open : kClose[bracket];
    const std::size_t start = at_ + 3;
    const std::size_t end = std::min(text_.find(close, start), text_.size());
    tokens_.push_back({CallToken::Kind::command, text_.substr(start, end - start)});
    at_ = std::min(end + 1, text_.size());
    return true;
  }

  void step() {
    const char c = text_[at_];
    if (comment() || quoted_command()) return;
    if (c == '"' || c == '\'') return quoted(CallToken::Kind::string);
    if (c == '`' && is({L::ruby, L::php, L::perl})) return quoted(CallToken::Kind::command);
    if (c == '`' && is({L::javascript})) return quoted(CallToken::Kind::string);
    if (is_call_letter(c)) {
      const std::size_t start = at_;
      while (at_ < text_.size() && is_call_letter(text_[at_])) ++at_;
      tokens_.push_back({CallToken::Kind::word, text_.substr(start, at_ - start)});
      return;
    }
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
      tokens_.push_back({CallToken::Kind::other, text_.substr(at_, 1)});
    ++at_;
  }

  std::string_view text_;
  L language_;
  std::size_t at_ = 0;
  std::vector<CallToken> tokens_;
};

class CallReader {
 public:
  CallReader(std::string_view text, L language)
      : text_(text), language_(language), tokens_(CallLexer(text, language).run()) {}

  ProgramCalls run() {
    for (std::size_t index = 0; index < tokens_.size(); ++index) {
      const CallToken& token = tokens_[index];
      if (token.kind == CallToken::Kind::command) {
        command_line(token.text, "backquotes");
      } else if (token.kind == CallToken::Kind::word) {
        for (const CallRow& row : kCalls) {
          if (row.language == language_ && row.name == token.text && is_call(index, row)) {
            call(index, row);
          }
        }
      }
    }
    return std::move(calls_);
  }

 private:
  bool is(std::size_t index, std::string_view text) const {
    return index < tokens_.size() && tokens_[index].text == text &&
           (tokens_[index].kind == CallToken::Kind::word ||
            tokens_[index].kind == CallToken::Kind::other);
  }
  bool is_string(std::size_t index) const {
    return index < tokens_.size() && tokens_[index].kind == CallToken::Kind::string;
  }

  // The word before "." or "::" or "->"; empty: none.
  std::string_view owner_of(std::size_t index) const {
    std::size_t at = index;
    while (at > 0) {
      if (is(at - 1, ".") || is(at - 1, ":")) {
        --at;
      } else if (at > 1 && is(at - 1, ">") && is(at - 2, "-")) {
        at -= 2;
      } else {
        break;  // R's x <- system() has no owner
      }
    }
    if (at == index || at == 0) return "";
    return tokens_[at - 1].kind == CallToken::Kind::word ? tokens_[at - 1].text : "?";
  }

  bool is_call(std::size_t index, const CallRow& row) const {
    if (!row.mention.empty() && text_.find(row.mention) == text_.npos) return false;
    for (const std::string_view definition : {"def", "function", "sub", "defp"}) {
      if (index > 0 && is(index - 1, definition)) return false;
    }
    const std::string_view owner = owner_of(index);
    const bool own = owner.empty() || owner == row.owner;
    if (!row.owner.empty()) return own || owner == "sp";
    // A function of that name of any object is another one in these languages.
    if (language_ == L::php || language_ == L::perl || language_ == L::r) return owner.empty();
    if (language_ == L::ruby) return owner.empty() || owner == "Process" || owner == "Kernel";
    return true;
  }

  void call(std::size_t index, const CallRow& row) {
    const std::string_view owner = owner_of(index);
    const std::string name =
        (owner.empty() || owner == "?" ? "" : std::string(owner) + ".") + std::string(row.name);
    std::size_t at = index + 1;
    const bool parenthesis = is(at, "(");
    if (parenthesis) ++at;
    if (!parenthesis && language_ != L::ruby && language_ != L::perl) return;
    if (row.name == "open") return perl_open(at, name);
    const bool list = is(at, "[") || is(at, "array");
    while (is(at, "[") || (list && (is(at, "array") || is(at, "(")))) ++at;
    if (!is_string(at)) {
      // An object of that name may be something else than Node's module.
      const bool certain = language_ != L::javascript || owner.empty() || owner == "child_process";
      const bool computed = parenthesis && !is(at, ")") && !is(at, "/");
      if (row.form == Form::shell && computed && certain) needs_shell(name);
      return;
    }
    const std::string_view text = tokens_[at].text;
    const bool alone = !list && !is(at + 1, ",");
    if (row.form == Form::shell || (row.form == Form::either && !list && runs_shell(at, alone))) {
      command_line(text, name);
    } else if (list || row.form == Form::program || !alone) {
      add(text, name);
    } else {
      for (const std::string& program : shell_commands(text)) add(program, name);
    }
  }

  // Whether the string is given to a shell.
  bool runs_shell(std::size_t at, bool alone) const {
    if (language_ == L::php) return true;
    if (language_ != L::python) {
      return alone &&
             tokens_[at].text.find_first_of("*?{}[]<>()~&|\\$;'`\"\n#=%") != std::string_view::npos;
    }
    for (std::size_t index = at + 1; index < tokens_.size() && !is(index, ")"); ++index) {
      if (is(index, "shell") && is(index + 1, "=") && is(index + 2, "True")) return true;
    }
    return false;
  }

  // open(my $fh, "-|", "date", "-u"), open(F, "date |").
  void perl_open(std::size_t at, const std::string& name) {
    for (const std::size_t end = at + 5; at < end && !is(at, ";"); ++at) {
      if (!is_string(at)) continue;
      std::string_view mode = tokens_[at].text;
      if ((mode == "-|" || mode == "|-") && is(at + 1, ",") && is_string(at + 2)) {
        if (is(at + 3, ",")) return add(tokens_[at + 2].text, name);
        return command_line(tokens_[at + 2].text, name);
      }
      if (mode.ends_with('|')) return command_line(mode.substr(0, mode.size() - 1), name);
      if (mode.starts_with('|')) command_line(mode.substr(1), name);
      return;
    }
  }

  void command_line(std::string_view text, const std::string& name) {
    needs_shell(name);
    for (const std::string& program : shell_commands(text)) add(program, name);
  }

  void needs_shell(const std::string& name) {
    if (calls_.shell_call.empty()) calls_.shell_call = name;
  }

  void add(std::string_view program, const std::string& name) {
    constexpr std::size_t kMaxProgram = 200;
    if (program.empty() || program.size() > kMaxProgram || program.starts_with('-')) return;
    if (program.find_first_of(" \n$#{}*%") != program.npos) return;
    if (seen_.insert(std::string(program)).second) {
      calls_.programs.push_back({std::string(program), name});
    }
  }

  std::string_view text_;
  L language_;
  std::vector<CallToken> tokens_;
  std::set<std::string> seen_;
  ProgramCalls calls_;
};

struct Ending {
  std::string_view text;
  L language;
};
constexpr Ending kEndings[] = {
    {".py", L::python},
    {".js", L::javascript},
    {".cjs", L::javascript},
    {".mjs", L::javascript},
    {".ts", L::javascript},
    {".rb", L::ruby},
    {".rake", L::ruby},
    {".ru", L::ruby},
    {".php", L::php},
    {".phtml", L::php},
    {".inc", L::php},
    {".pl", L::perl},
    {".pm", L::perl},
    {".cgi", L::perl},
    {".R", L::r},
    {".r", L::r},
    {".lua", L::lua},
    {".exs", L::elixir},
    {".ex", L::elixir},
    {".escript", L::elixir},
};
constexpr Ending kInterpreters[] = {
    {"python", L::python}, {"node", L::javascript}, {"ruby", L::ruby},
    {"php", L::php},       {"perl", L::perl},       {"Rscript", L::r},
    {"lua", L::lua},       {"elixir", L::elixir},   {"escript", L::elixir}};

}  // namespace

std::optional<CallLanguage> call_language(std::string_view path, std::string_view head) {
  if (const std::optional<ScriptLine> line = read_script_line(head)) {
    const std::string words = line->interpreter + " " + line->argument;
    for (const auto& [text, language] : kInterpreters) {
      if (words.find(text) != std::string::npos) return language;
    }
    return std::nullopt;
  }
  for (const auto& [text, language] : kEndings) {
    if (path.ends_with(text)) return language;
  }
  return std::nullopt;
}

ProgramCalls read_program_calls(std::string_view text, CallLanguage language) {
  return CallReader(text, language).run();
}

}  // namespace whittle::select
