#include "select/language/languages.h"

#include "select/language/node_modules.h"
#include "select/language/php_autoload.h"
#include "select/language/python_modules.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/rule_context.h"

namespace whittle::select {

Languages::Languages(const FileTree& tree, const PackageIndex& packages, const ImageConfig& config)
    : origins(tree, packages, config) {}
Languages::~Languages() = default;

PythonModules& python_modules(Selection& selection) {
  std::unique_ptr<PythonModules>& python = selection.languages.python;
  if (!python) {
    python = std::make_unique<PythonModules>(selection.tree, selection.contents, selection.config,
                                             selection.marker);
  }
  return *python;
}

NodeModules& node_modules(Selection& selection) {
  std::unique_ptr<NodeModules>& node = selection.languages.node;
  if (!node) {
    node = std::make_unique<NodeModules>(selection.tree, selection.contents, selection.config);
  }
  return *node;
}

const SearchDirectories& ruby_search(Selection& selection) {
  std::unique_ptr<SearchDirectories>& ruby = selection.languages.ruby;
  if (!ruby) {
    ruby = std::make_unique<SearchDirectories>(
        ruby_directories(selection.tree, selection.marker, selection.config));
  }
  return *ruby;
}

const SearchDirectories& perl_search(Selection& selection) {
  std::unique_ptr<SearchDirectories>& perl = selection.languages.perl;
  if (!perl) {
    perl = std::make_unique<SearchDirectories>(
        perl_directories(selection.tree, selection.marker, selection.config));
  }
  return *perl;
}

const PhpAutoload* php_autoload(Selection& selection, NodeId file) {
  const FileTree& tree = selection.tree;
  for (NodeId at = tree.node(file).parent; at != FileTree::kRoot; at = tree.node(at).parent) {
    const std::optional<NodeId> vendor = directory_in(tree, at, "vendor");
    if (!vendor || !directory_in(tree, *vendor, "composer")) continue;
    std::unique_ptr<PhpAutoload>& autoload = selection.languages.php[at];
    if (!autoload) {
      autoload = std::make_unique<PhpAutoload>(tree, selection.contents, tree.path(at));
    }
    return autoload.get();
  }
  return nullptr;
}

}  // namespace whittle::select
