#include <algorithm>
#include <array>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/not_for_run_time.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// The directory GEMS/gems/NAME-VERSION that a node is in, beside GEMS/specifications; empty: none.
std::optional<NodeId> gem_around(const FileTree& tree, NodeId node) {
  for (NodeId at = tree.node(node).parent; at != FileTree::kRoot; at = tree.node(at).parent) {
    const NodeId gems = tree.node(at).parent;
    if (tree.node(gems).name == "gems" &&
        tree.node(tree.node(gems).parent).children.contains("specifications")) {
      return at;
    }
  }
  return std::nullopt;
}

bool is_data(const std::string& name) {
  for (const std::string_view suffix : {".rb", ".so", ".gemspec", ".rake", ".rbs", ".rbi"}) {
    if (name.ends_with(suffix)) return false;
  }
  return purpose_of_file(name) == Purpose::run && !is_compiled_source(name);
}

// Sources of extensions, type signatures, and programs: those that the app runs were recorded.
bool is_apart(std::string_view name) {
  return name == "ext" || name == "sig" || name == "bin" || name == "exe";
}

std::vector<NodeId> gem_data(const FileTree& tree, NodeId gem) {
  std::vector<NodeId> files;
  std::vector<NodeId> waiting = {gem};
  while (!waiting.empty()) {
    const NodeId directory = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : tree.node(directory).children) {
      if (tree.metadata(child).type == FileType::directory) {
        if (!(directory == gem && is_apart(name)) && purpose_of_directory(name) == Purpose::run)
          waiting.push_back(child);
      } else if (directory != gem && is_data(name)) {
        files.push_back(child);
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

// RubyGems finds a gem by its gemspec; data that the gem opens is beside its code.
void ruby_gem(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  if (!node.path.ends_with(".rb") && !node.path.ends_with(".so")) return;
  const std::optional<NodeId> gem = gem_around(context.tree, node.id);
  if (!gem || !context.languages.finished_packages.insert(*gem).second) return;
  const std::string& name = context.tree.node(*gem).name;
  const std::string root = parent_path(parent_path(context.tree.path(*gem)));
  context.marker.mark_path(root + "/specifications/" + name + ".gemspec",
                           {"ruby-gem", "gemspec of " + name, node.path});
  mark_within_budget(context, gem_data(context.tree, *gem),
                     {"ruby-gem", "data of gem " + name, node.path},
                     {"--data-budget", context.options.data_budget});
}

}  // namespace whittle::select::rules
