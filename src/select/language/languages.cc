#include "select/language/languages.h"

#include "select/language/beam_applications.h"
#include "select/language/node_modules.h"
#include "select/language/php_autoload.h"
#include "select/language/python_modules.h"
#include "select/language/r_packages.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/rule_context.h"

namespace whittle::select {

Languages::Languages(const FileTree& tree, const PackageIndex& packages, const ImageConfig& config)
    : origins(tree, packages, config) {}
Languages::~Languages() = default;

PythonModules& python_modules(RuleContext& context) {
  std::unique_ptr<PythonModules>& python = context.languages.python;
  if (!python) {
    python = std::make_unique<PythonModules>(context.tree, context.contents, context.config,
                                             context.marker);
  }
  return *python;
}

NodeModules& node_modules(RuleContext& context) {
  std::unique_ptr<NodeModules>& node = context.languages.node;
  if (!node) {
    node = std::make_unique<NodeModules>(context.tree, context.contents, context.config);
  }
  return *node;
}

BeamApplications& beam_applications(RuleContext& context) {
  std::unique_ptr<BeamApplications>& beam = context.languages.beam;
  if (!beam) beam = std::make_unique<BeamApplications>(context.tree);
  return *beam;
}

const RPackages& r_packages(RuleContext& context) {
  std::unique_ptr<RPackages>& r = context.languages.r;
  if (!r) r = std::make_unique<RPackages>(context.tree);
  return *r;
}

const SearchDirectories& ruby_search(RuleContext& context) {
  std::unique_ptr<SearchDirectories>& ruby = context.languages.ruby;
  if (!ruby) {
    ruby = std::make_unique<SearchDirectories>(
        ruby_directories(context.tree, context.marker, context.config));
  }
  return *ruby;
}

const SearchDirectories& perl_search(RuleContext& context) {
  std::unique_ptr<SearchDirectories>& perl = context.languages.perl;
  if (!perl) {
    perl = std::make_unique<SearchDirectories>(
        perl_directories(context.tree, context.marker, context.config));
  }
  return *perl;
}

const SearchDirectories& lua_search(RuleContext& context) {
  std::unique_ptr<SearchDirectories>& lua = context.languages.lua;
  if (!lua) {
    lua = std::make_unique<SearchDirectories>(
        lua_directories(context.tree, context.marker, context.config));
  }
  return *lua;
}

const PhpAutoload* php_autoload(RuleContext& context, NodeId file) {
  const FileTree& tree = context.tree;
  for (NodeId at = tree.node(file).parent; at != FileTree::kRoot; at = tree.node(at).parent) {
    const std::optional<NodeId> vendor = directory_in(tree, at, "vendor");
    if (!vendor || !directory_in(tree, *vendor, "composer")) continue;
    std::unique_ptr<PhpAutoload>& autoload = context.languages.php[at];
    if (!autoload) {
      autoload = std::make_unique<PhpAutoload>(tree, context.contents, tree.path(at));
    }
    return autoload.get();
  }
  return nullptr;
}

}  // namespace whittle::select
