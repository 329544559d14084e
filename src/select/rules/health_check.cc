#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

// The words of a shell command line that are in the position of a program's name.
std::vector<std::string> commands_of(const std::string& line) {
  std::vector<std::string> commands;
  for (const std::string& command : text::split(line, "|&;(){}\n")) {
    const std::vector<std::string> words = text::split(command, " \t");
    if (!words.empty()) commands.push_back(words.front());
  }
  return commands;
}

}  // namespace

void health_check(RuleContext& context) {
  const std::optional<HealthCheck>& check = context.config.health_check;
  if (!check || check->command().empty()) return;
  std::vector<std::string> programs = {check->command().front()};
  if (check->kind == HealthCheck::Kind::shell) {
    for (std::string& command : commands_of(check->words.front())) {
      programs.push_back(std::move(command));
    }
  }
  for (const std::string& program : programs) {
    const auto path = find_program(context.tree, context.config, program);
    if (path) context.marker.mark_path(*path, {"health-check", "runs " + program, ""});
  }
}

}  // namespace whittle::select::rules
