#include "select/language/not_for_run_time.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// Only for executable files: a module that an interpreter reads does not need the interpreter in
// its first line.
void script_interpreter(RuleContext& context, const KeptNode& node) {
  if ((context.tree.metadata(node.id).mode & 0111) == 0) return;
  const std::optional<ScriptLine> line = read_script_line(node.head);
  if (!line) return;
  const Reason reason = {"script-interpreter", "#!" + line->interpreter, node.path};
  const bool found = context.marker.mark_path(line->interpreter, reason).has_value();
  if (!found && !is_build_input(base_name(node.path))) {
    context.warnings.push_back(node.path + " needs " + line->interpreter +
                               ", which is not in the image");
  }
  if (line->interpreter.substr(line->interpreter.rfind('/') + 1) != "env") return;
  const std::string program = program_of_env(line->argument);
  const auto path = find_program(context.tree, context.config, program);
  if (path) {
    context.marker.mark_path(
        *path, {"script-interpreter", "#!" + line->interpreter + " " + program, node.path});
  }
}

}  // namespace whittle::select::rules
