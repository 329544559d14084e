#include "select/closure/compiled_module.h"
#include "select/language/languages.h"
#include "select/language/node_modules.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

std::string evidence(const ModuleReference& reference) {
  switch (reference.form) {
    case ModuleReference::Form::import:
      return "import \"" + reference.specifier + "\"";
    case ModuleReference::Form::prefix:
      return "require(\"" + reference.specifier + "\" + ...)";
    case ModuleReference::Form::file:
      return "names " + reference.specifier + " beside itself";
    case ModuleReference::Form::require:
      break;
  }
  return "require(\"" + reference.specifier + "\")";
}

}  // namespace

// Also for libraries: many require parts of their own only at first use.
void node_require(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || !is_javascript(node.path, node.head)) return;
  NodeModules& modules = node_modules(context);
  const std::string directory = parent_path(node.path);
  const JavascriptSource source =
      read_javascript_source(context.contents.head(node.id, kMaxSource));
  for (const ModuleReference& reference : source.references) {
    for (const std::string& file : modules.find(reference, directory)) {
      keep_module(context, file, {"node-require", evidence(reference), node.path});
    }
  }
  if (source.computed) context.languages.computed_requires.insert(node.id);
  if (!context.languages.origins.is_application(node.id)) return;
  // For example a template engine or driver that the app names in a string and a library requires.
  const std::optional<NodeId> package = modules.package_around(context.tree.node(node.id).parent);
  if (!package) return;
  for (const std::string& name : source.names) {
    if (!modules.depends_on(*package, name)) continue;
    for (const std::string& file :
         modules.find({ModuleReference::Form::require, name}, directory)) {
      keep_module(context, file, {"node-require", "names its dependency " + name, node.path});
    }
  }
}

}  // namespace whittle::select::rules
