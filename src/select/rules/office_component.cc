#include "select/closure/parts_within_budget.h"
#include "select/language/component_list.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"
#include "text/size.h"

namespace whittle::select::rules {
namespace {

// Beside the list, or in the directory above: program/services/services.rdb.
std::optional<NodeId> component_in(const RuleContext& context, const KeptNode& node,
                                   const std::string& library) {
  NodeId directory = context.tree.node(node.id).parent;
  for (int up = 0; up < 2; ++up, directory = context.tree.node(directory).parent) {
    const auto& children = context.tree.node(directory).children;
    if (const auto found = children.find(library); found != children.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace

// Each component is of use alone, and has the budget of a compiled module.
void office_component(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || !node.path.ends_with(".rdb")) return;
  if (!node.head.starts_with("<?xml")) return;
  std::size_t left_out = 0;
  std::int64_t bytes = 0;
  for (const std::string& library :
       read_component_list(context.contents.head(node.id, kMaxSource))) {
    const std::optional<NodeId> file = component_in(context, node, library);
    if (!file || context.marker.kept(*file)) continue;
    const std::string path = context.tree.path(*file);
    const std::int64_t added = weigh(context, {{path, *file}});
    if (added <= context.options.data_budget) {
      context.marker.mark_path(path, {"office-component", "named in " + node.path, node.path});
      continue;
    }
    ++left_out;
    bytes += added;
    context.marker.leave_out(*file,
                             {"over-budget", "a component, " + text::size(added), node.path});
  }
  if (left_out == 0) return;
  const std::string place = parent_path(node.path);
  context.warnings.push_back(std::to_string(left_out) + " components that " + node.path +
                             " names (" + text::size(bytes) + ") are left out, each more than " +
                             "--data-budget; documents of some formats cannot be read; "
                             "--include-path " +
                             place + " keeps them");
}

}  // namespace whittle::select::rules
