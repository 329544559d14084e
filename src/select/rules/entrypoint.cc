#include "select/lookup/programs.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool mark_program(RuleContext& context, const std::string& name, const char* field) {
  const std::optional<std::string> path = find_program(context.tree, context.config, name);
  if (path) context.marker.mark_path(*path, {"entrypoint", std::string(field) + " " + name, ""});
  return path.has_value();
}

}  // namespace

// With an Entrypoint the first word of Cmd is only an argument, but often the program that the
// entrypoint executes.
void entrypoint(RuleContext& context) {
  const std::vector<std::string>& first = context.config.entrypoint;
  const std::vector<std::string>& cmd = context.config.cmd;
  bool found = true;
  if (!first.empty()) found = mark_program(context, first.front(), "Entrypoint");
  if (!cmd.empty()) {
    const bool cmd_found = mark_program(context, cmd.front(), "Cmd");
    if (first.empty()) found = cmd_found;
  }
  if (!found) {
    const std::string& program = first.empty() ? cmd.front() : first.front();
    context.warnings.push_back("the image's command " + program + " is not in the image");
  }
}

}  // namespace whittle::select::rules
