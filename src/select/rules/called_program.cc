#include <algorithm>
#include <array>

#include "select/closure/budget.h"
#include "select/closure/called_program.h"
#include "select/language/program_calls.h"
#include "select/language/shell_source.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"
#include "select/used_in_recording.h"
#include "text/names.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

// Loaders of compiled modules run these, or read them, to tell which C library there is; without
// them they try slower ways.
constexpr std::array<std::string_view, 2> kLoaderPrograms = {"ldd", "getconf"};

bool is_shell_script(const KeptNode& node) {
  const std::optional<ScriptLine> line = read_script_line(node.head);
  if (!line) return false;
  constexpr std::array<std::string_view, 6> kShells = {"sh", "bash", "dash", "ash", "ksh", "zsh"};
  std::string_view name = base_name(line->interpreter);
  const std::string program = name == "env" ? program_of_env(line->argument) : "";
  if (!program.empty()) name = base_name(program);
  return text::is_one_of(kShells, name) || (name == "busybox" && line->argument == "sh");
}

bool is_crontab(std::string_view path) {
  return path == "/etc/crontab" || path.starts_with("/etc/cron.d/") ||
         path.starts_with("/var/spool/cron/");
}

// The command lines of a crontab(5), without times and users.
std::string commands_of_crontab(std::string_view text, std::string_view path) {
  const bool has_user = path.starts_with("/etc/");
  std::string commands;
  for (const std::string& line : text::split(text, "\n")) {
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line[at] == '#') continue;
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos && equals < line.find_first_of(" \t", at)) continue;
    const std::size_t fields = (line[at] == '@' ? 1U : 5U) + (has_user ? 1U : 0U);
    for (std::size_t field = 0; field < fields && at != std::string::npos; ++field) {
      at = line.find_first_of(" \t", at);
      if (at != std::string::npos) at = line.find_first_not_of(" \t", at);
    }
    if (at != std::string::npos) commands += line.substr(at) + "\n";
  }
  return commands;
}

bool is_the_apps(const RuleContext& context, const KeptNode& node) {
  return context.languages.origins.is_application(node.id) ||
         context.languages.called_programs.contains(node.id);
}

void keep_all_called(RuleContext& context, const std::vector<std::string>& programs,
                     const std::string& path) {
  for (const std::string& program : programs)
    keep_called(context, program, {"called-program", "runs it", path});
}

void follow_script(RuleContext& context, const KeptNode& node, CallLanguage language) {
  const ProgramCalls calls =
      read_program_calls(context.contents.head(node.id, kMaxSource), language);
  const bool own = is_the_apps(context, node);
  for (const ProgramCall& call : calls.programs) {
    const bool for_loader = language == CallLanguage::javascript &&
                            text::is_one_of(kLoaderPrograms, base_name(call.program));
    if (own || for_loader) {
      keep_called(context, call.program, {"called-program", "calls it by " + call.call, node.path});
    }
  }
  if (own && !calls.shell_call.empty()) keep_shell(context, calls.shell_call, node.path);
}

// So that not all JavaScript is read once more.
bool mentions_loader_program(const RuleContext& context, const KeptNode& node) {
  if (!node.path.ends_with("js")) return false;
  const std::string text = context.contents.head(node.id, kMaxSource);
  return std::ranges::any_of(kLoaderPrograms, [&text](std::string_view program) {
    return text.find(program) != std::string::npos;
  });
}

// napi-rs reads it instead of running it.
void follow_loader(RuleContext& context, const KeptNode& node) {
  const std::string text = context.contents.head(node.id, kMaxSource);
  for (const std::string_view path : {"'/usr/bin/ldd'", "\"/usr/bin/ldd\""}) {
    if (text.find(path) != std::string::npos) {
      keep_called(context, "/usr/bin/ldd", {"called-program", "reads it", node.path});
    }
  }
}

}  // namespace

// Comments and prose do not count: only a literal where the language runs a program. Of packages'
// code only shell scripts that a recorded run used: libraries name programs for all their users.
void called_program(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || has_elf_magic(node.head)) return;
  if (is_shell_script(node)) {
    if (!used_in_recording(context, node.path) && !is_the_apps(context, node)) return;
    keep_all_called(context, shell_commands(context.contents.head(node.id, kMaxSource)), node.path);
    return;
  }
  if (is_crontab(node.path)) {
    const std::string text = context.contents.head(node.id, kMaxSource);
    const std::vector<std::string> programs = shell_commands(commands_of_crontab(text, node.path));
    keep_all_called(context, programs, node.path);
    if (!programs.empty()) keep_shell(context, "cron", node.path);
    return;
  }
  const std::optional<CallLanguage> language = call_language(node.path, node.head);
  if (!language) return;
  if (mentions_loader_program(context, node)) follow_loader(context, node);
  if (is_the_apps(context, node) || mentions_loader_program(context, node)) {
    follow_script(context, node, *language);
  }
}

// The text of CMD ["sh", "-c", "..."].
void started_program(RuleContext& context) {
  std::vector<std::string> words = context.config.entrypoint;
  words.insert(words.end(), context.config.cmd.begin(), context.config.cmd.end());
  for (std::size_t index = 0; index + 2 < words.size(); ++index) {
    if (words[index + 1] != "-c" || !base_name(words[index]).ends_with("sh")) continue;
    for (const std::string& program : shell_commands(words[index + 2])) {
      keep_called(context, program, {"started-program", "the image's command runs it", ""});
    }
  }
}

}  // namespace whittle::select::rules
