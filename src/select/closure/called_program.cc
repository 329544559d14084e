#include "select/closure/called_program.h"

#include "select/closure/budget.h"
#include "select/lookup/programs.h"
#include "select/lookup/script_line.h"
#include "text/size.h"

namespace whittle::select {
namespace {

// With the interpreter of a script.
std::vector<tree::GlobMatch> parts_of(const RuleContext& context, const std::string& path,
                                      NodeId node) {
  std::vector<tree::GlobMatch> parts = {{path, node}};
  const std::optional<ScriptLine> line = read_script_line(context.contents.head(node, kScriptHead));
  if (!line) return parts;
  const bool env = line->interpreter.ends_with("/env");
  const std::optional<std::string> interpreter = find_program(
      context.tree, context.config, env ? program_of_env(line->argument) : line->interpreter);
  if (!interpreter) return parts;
  const auto target = context.tree.resolve(*interpreter, FollowLast::yes).node;
  if (target) parts.push_back({*interpreter, *target});
  return parts;
}

}  // namespace

void keep_called(RuleContext& context, const std::string& program, const Reason& reason) {
  if (is_shell(program)) return;
  const std::optional<std::string> path = find_program(context.tree, context.config, program);
  if (!path) return;
  const std::optional<NodeId> node = context.tree.resolve(*path, FollowLast::yes).node;
  if (!node) return;
  if (!context.marker.kept(*node)) {
    const std::int64_t bytes = weigh(context, parts_of(context, *path, *node));
    if (bytes > context.options.data_budget) {
      context.marker.leave_out(
          *node, {"over-budget", reason.evidence + ", " + text::size(bytes), reason.parent});
      context.left_out.add(
          {.kind = "programs that kept code calls",
           .what = *path,
           .asked_by = reason.parent.empty() ? "the image's command" : reason.parent,
           .option = "--data-budget",
           .budget = context.options.data_budget,
           .needed = bytes,
           .include = *path,
           .nodes = {*node},
           .bytes = bytes});
      return;
    }
  }
  // Also what another rule keeps: a script that is run is read for what it runs.
  context.languages.called_programs.insert(*node);
  context.marker.mark_path(*path, reason);
}

void keep_shell(RuleContext& context, const std::string& call, const std::string& caller) {
  context.marker.mark_path("/bin/sh", {"called-program", call + " starts a shell", caller});
}

}  // namespace whittle::select
