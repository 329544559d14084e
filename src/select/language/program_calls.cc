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
  std::string_view name;
  Form form;
  // The object or module that the function belongs to, if it is written before it.
  std::string_view owner = "";
  // Texts of which the file has one: a name such as `run` alone says nothing.
  std::string_view mention = "";
};

constexpr CallRow kCalls[] = {
    {L::python, "run", Form::either, "subprocess", "subprocess"},
    {L::python, "call", Form::either, "subprocess", "subprocess"},
    {L::python, "Popen", Form::either},
    {L::python, "check_call", Form::either},
    {L::python, "check_output", Form::either},
    {L::python, "getoutput", Form::shell},
    {L::python, "getstatusoutput", Form::shell},
    {L::python, "system", Form::shell, "os", "os"},
    {L::python, "popen", Form::shell, "os", "os"},
    {L::python, "which", Form::program, "shutil", "shutil"},
    {L::python, "execv", Form::program, "os", "os"},
    {L::python, "execvp", Form::program, "os", "os"},
    {L::python, "execl", Form::program, "os", "os"},
    {L::python, "execlp", Form::program, "os", "os"},
    {L::python, "posix_spawn", Form::program, "os", "os"},
    {L::python, "posix_spawnp", Form::program, "os", "os"},
    {L::python, "create_subprocess_exec", Form::program},
    {L::python, "create_subprocess_shell", Form::shell},
    {L::javascript, "exec", Form::shell, "", "child_process"},
    {L::javascript, "execSync", Form::shell, "", "child_process"},
    {L::javascript, "execFile", Form::program, "", "child_process"},
    {L::javascript, "execFileSync", Form::program, "", "child_process"},
    {L::javascript, "spawn", Form::program, "", "spawn"},
    {L::javascript, "spawnSync", Form::program, "", "spawn"},
    {L::javascript, "execAsync", Form::shell, "", "child_process"},
    {L::javascript, "execFileAsync", Form::program, "", "child_process"},
    {L::javascript, "execa", Form::program},
    {L::javascript, "execaSync", Form::program},
    {L::javascript, "execaCommand", Form::either},
    {L::ruby, "system", Form::either},
    {L::ruby, "exec", Form::either},
    {L::ruby, "spawn", Form::either},
    {L::ruby, "popen", Form::either, "IO", "IO"},
    {L::ruby, "popen2", Form::either, "Open3", "Open3"},
    {L::ruby, "popen2e", Form::either, "Open3", "Open3"},
    {L::ruby, "popen3", Form::either, "Open3", "Open3"},
    {L::ruby, "capture2", Form::either, "Open3", "Open3"},
    {L::ruby, "capture2e", Form::either, "Open3", "Open3"},
    {L::ruby, "capture3", Form::either, "Open3", "Open3"},
    {L::php, "shell_exec", Form::shell},
    {L::php, "exec", Form::shell},
    {L::php, "system", Form::shell},
    {L::php, "passthru", Form::shell},
    {L::php, "popen", Form::shell},
    {L::php, "proc_open", Form::either},
    {L::php, "pcntl_exec", Form::program},
    {L::php, "Process", Form::program, "", "Symfony"},
    {L::perl, "system", Form::either},
    {L::perl, "exec", Form::either},
    {L::perl, "open", Form::either},
    {L::r, "system", Form::shell},
    {L::r, "system2", Form::program},
    {L::r, "pipe", Form::shell},
    {L::r, "run", Form::program, "processx", "processx"},
    {L::lua, "execute", Form::shell, "os", "os"},
    {L::lua, "popen", Form::shell, "io", "io"},
    {L::elixir, "cmd", Form::program, "System", "System"},
    {L::elixir, "shell", Form::shell, "System", "System"},
    {L::elixir, "cmd", Form::shell, "os", "os"},
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

  bool comment() {
    const bool starts_word =
        at_ == 0 || std::string_view(" \t\r\n;{}()").find(text_[at_ - 1]) != std::string_view::npos;
    if (rest().starts_with('#') && !is({L::javascript, L::lua}) &&
        (starts_word || is({L::python, L::r})) && !(is({L::php}) && rest().starts_with("#["))) {
      skip_line();
    } else if (is({L::javascript, L::php}) && rest().starts_with("/*")) {
      skip_past("*/");
    } else if (is({L::javascript, L::php}) && rest().starts_with("//") &&
               (at_ == 0 || text_[at_ - 1] != ':')) {
      skip_line();
    } else if (is({L::lua}) && rest().starts_with("--")) {
      if (rest().starts_with("--[[")) {
        skip_past("]]");
      } else {
        skip_line();
      }
    } else if (is({L::ruby, L::perl}) && document()) {
      return true;
    } else {
      return false;
    }
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
    while (at > 0 && (is(at - 1, ".") || is(at - 1, ":") || is(at - 1, "-") || is(at - 1, ">")))
      --at;
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
