#include "select/seen/command_words.h"

#include <algorithm>
#include <array>

#include "select/lookup/programs.h"
#include "text/names.h"
#include "text/split.h"

namespace whittle::select {
namespace {

// They read commands where no file is named.
constexpr std::array<std::string_view, 8> kInterpreters = {"python", "pypy",   "node",  "nodejs",
                                                           "lua",    "luajit", "julia", "php"};
// They only read commands.
constexpr std::array<std::string_view, 15> kConsoles = {
    "irb",   "pry",      "iex",  "erl",   "ghci", "jshell", "ipython", "bpython",
    "ocaml", "groovysh", "sbcl", "guile", "clj",  "utop",   "swipl"};
constexpr std::array<std::string_view, 6> kInits = {"tini",        "tini-static", "dumb-init",
                                                    "docker-init", "catatonit",   "exec"};
constexpr std::array<std::string_view, 27> kTools = {
    "[",     "basename", "cat",   "chmod", "chown",   "date", "dircolors", "dirname", "echo",
    "env",   "expr",     "false", "grep",  "groups",  "gosu", "hostname",  "id",      "ls",
    "mkdir", "readlink", "sed",   "sleep", "su-exec", "tail", "true",      "uname",   "whoami"};
constexpr std::array<std::string_view, 5> kHelp = {"--help", "-help", "help", "--usage", "-?"};
// Options of interpreters that only change how they read commands.
constexpr std::array<std::string_view, 9> kIdleOptions = {
    "-i", "-l", "-a", "-il", "-li", "-u", "-q", "--login", "--interactive"};

// A command line without anything that a shell would do by itself.
bool is_plain(std::string_view line) {
  return line.find_first_of("|&;<>()$`\\\"'*?[]#~=%{}!\n") == std::string_view::npos;
}

bool is_command_option(std::string_view word) {
  return word == "-c" || word == "-lc" || word == "-ec" || word == "-exc";
}

}  // namespace

std::string program_name(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t last = name.find_last_not_of("0123456789.-");
  return std::string(last == std::string_view::npos ? name : name.substr(0, last + 1));
}

bool is_small_tool(std::string_view name) {
  return text::is_one_of(kTools, name) || text::is_one_of(kInits, name);
}

CommandWords without_wrappers(CommandWords command) {
  while (!command.empty()) {
    if (text::is_one_of(kInits, program_name(command.front()))) {
      const auto end = std::find_if(command.begin() + 1, command.end(),
                                    [](const auto& word) { return !word.starts_with('-'); });
      command.erase(command.begin(), end);
    } else if (command.size() == 3 && is_shell_name(program_name(command[0])) &&
               is_command_option(command[1]) && is_plain(command[2])) {
      command = text::split(command[2], " \t");
    } else {
      break;
    }
  }
  return command;
}

bool reads_commands(const CommandWords& command) {
  if (command.empty()) return false;
  const std::string name = program_name(command.front());
  if (!is_shell_name(name) && !text::is_one_of(kInterpreters, name) &&
      !text::is_one_of(kConsoles, name)) {
    // perl's debugger, the customary console of its image.
    return name == "perl" && command.size() == 2 && command[1].starts_with("-de");
  }
  return std::all_of(command.begin() + 1, command.end(),
                     [](const std::string& word) { return text::is_one_of(kIdleOptions, word); });
}

bool asks_for_help(const CommandWords& command) {
  if (command.size() < 2) return false;
  return text::is_one_of(kHelp, command.back()) || (command.size() == 2 && command[1] == "-h");
}

}  // namespace whittle::select
