#include "select/lookup/programs.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr const char* kPrograms[] = {
    "sh",    "bash",  "ash",  "ls",   "pwd", "cat",  "cp",   "mv",   "rm",   "mkdir", "head",
    "tail",  "more",  "less", "grep", "sed", "find", "env",  "id",   "ps",   "kill",  "date",
    "which", "sleep", "stat", "df",   "du",  "wc",   "sort", "test", "echo", "uname"};

}  // namespace

// Keeps those programs that the image has.
void include_shell(RuleContext& context) {
  if (!context.options.include_shell) return;
  for (const char* program : kPrograms) {
    const auto path = find_program(context.tree, context.config, program);
    if (path) context.marker.mark_path(*path, {"include-shell", program, ""});
  }
  if (!find_program(context.tree, context.config, "sh")) {
    context.warnings.push_back("--include-shell: the image has no shell");
  }
}

}  // namespace whittle::select::rules
