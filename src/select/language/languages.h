// What the language rules share during one selection: the origin of files, the module searches
// (each created when a rule first needs it), and what was done already.
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
  std::map<NodeId, std::unique_ptr<PhpAutoload>> php;  // by the directory that contains vendor
  std::set<NodeId> computed_requires;                  // JavaScript that requires computed names
  std::set<NodeId> finished_packages;                  // whose metadata were kept
  std::set<NodeId> finished_data;                      // directories
  std::map<NodeId, std::int64_t> package_bytes;        // data that was added, by package directory
  std::set<NodeId> finished_applications;              // directories
  std::set<NodeId> called_programs;                    // that are kept because code runs them
};

// Created at the first call, when the root rules have run: they depend on what is kept.
PythonModules& python_modules(RuleContext& context);
NodeModules& node_modules(RuleContext& context);
const SearchDirectories& ruby_search(RuleContext& context);
const SearchDirectories& perl_search(RuleContext& context);
// For the nearest directory upwards that has vendor/composer; nullptr: none.
const PhpAutoload* php_autoload(RuleContext& context, NodeId file);

}  // namespace whittle::select
