// What the rules for languages share during one selection: who something belongs to, the module
// searches, which are made when a rule first asks, and what has been done already.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>

#include "select/origin.h"

namespace whittle::select {

class NodeModules;
class PhpAutoload;
class PythonModules;
struct SearchDirectories;
struct RuleContext;

struct Languages {
  Languages(const FileTree& tree, const PackageIndex& packages, const ImageConfig& config);
  ~Languages();

  Origins origins;
  std::unique_ptr<PythonModules> python;
  std::unique_ptr<NodeModules> node;
  std::unique_ptr<SearchDirectories> ruby;
  std::unique_ptr<SearchDirectories> perl;
  std::map<NodeId, std::unique_ptr<PhpAutoload>> php;  // by the directory that has vendor
  std::set<NodeId> computed_requires;                  // JavaScript that requires what it computes
  std::set<NodeId> finished_packages;                  // whose metadata have been kept
  std::set<NodeId> finished_data;                      // directories
  std::map<NodeId, std::int64_t> package_bytes;        // data that was added, by directory
  std::set<NodeId> finished_applications;              // directories
};

// Made when it is first asked for: by then the roots are marked.
PythonModules& python_modules(RuleContext& context);
NodeModules& node_modules(RuleContext& context);
const SearchDirectories& ruby_search(RuleContext& context);
const SearchDirectories& perl_search(RuleContext& context);
// Of the nearest directory upwards that has vendor/composer; nullptr: none has.
const PhpAutoload* php_autoload(RuleContext& context, NodeId file);

}  // namespace whittle::select
