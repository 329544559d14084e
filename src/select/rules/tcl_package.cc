#include <map>

#include "select/closure/parts_within_budget.h"
#include "select/language/languages.h"
#include "select/language/tcl_source.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr std::string_view kIndex = "pkgIndex.tcl";

bool is_tcl(const KeptNode& node) {
  if (node.path.ends_with(".tcl") || node.path.ends_with(".tm")) {
    return base_name(node.path) != kIndex;
  }
  const std::optional<ScriptLine> line = read_script_line(node.head);
  if (!line) return false;
  const std::string command = line->interpreter + " " + line->argument;
  return command.find("tclsh") != std::string::npos || command.find("expect") != std::string::npos;
}

// The directories with an index, by the packages that it provides.
const std::map<std::string, std::vector<NodeId>>& tcl_packages(RuleContext& context) {
  auto& packages = context.languages.tcl;
  if (packages) return *packages;
  packages.emplace();
  for (NodeId id = 1; id < context.tree.size(); ++id) {
    if (context.tree.node(id).name != kIndex) continue;
    const std::optional<NodeId> file =
        context.tree.resolve(context.tree.path(id), FollowLast::yes).node;
    if (!file) continue;
    for (const std::string& name : read_tcl_index(context.contents.head(*file, kMaxSource))) {
      (*packages)[name].push_back(context.tree.node(id).parent);
    }
  }
  return *packages;
}

}  // namespace

// A package is the directory of its index. Its scripts are loaded by what the index says, which is
// code; so all of it is kept.
void tcl_package(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || !is_tcl(node)) return;
  const bool own = context.languages.origins.is_application(node.id);
  for (const std::string& name : read_tcl_source(context.contents.head(node.id, kMaxSource))) {
    const auto places = tcl_packages(context).find(name);
    if (places == tcl_packages(context).end()) continue;
    for (const NodeId place : places->second) {
      const std::string directory = context.tree.path(place);
      std::vector<tree::GlobMatch> files;
      for (const auto& [file, child] : context.tree.node(place).children) {
        if (context.tree.metadata(child).type != FileType::directory) {
          files.push_back({joined(directory, file), child});
        }
      }
      keep_parts_within(context, files, directory,
                        {"tcl-package", "package require " + name, node.path},
                        own ? Budget{"--app-budget", context.options.app_budget}
                            : Budget{"--data-budget", context.options.data_budget});
    }
  }
}

}  // namespace whittle::select::rules
