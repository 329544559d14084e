// What the language rules share during one selection: the origin of files, the module searches
// (each created when a rule first needs it), and what was done already.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "select/origin.h"

namespace whittle::select {

class BeamApplications;
class NodeModules;
class PhpAutoload;
class PythonModules;
class RPackages;
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
  std::unique_ptr<SearchDirectories> lua;
  std::unique_ptr<BeamApplications> beam;
  std::unique_ptr<RPackages> r;
  std::optional<std::map<std::string, std::vector<NodeId>>> tcl;  // directories by package
  std::map<NodeId, std::unique_ptr<PhpAutoload>> php;  // by the directory that contains vendor
  std::set<NodeId> computed_requires;                  // JavaScript that requires computed names
  std::set<NodeId> finished_packages;                  // whose metadata were kept
  std::set<NodeId> finished_data;                      // directories
  std::map<NodeId, std::int64_t> package_bytes;        // data that was added, by package directory
  std::map<NodeId, std::int64_t> beam_budgets;  // the largest that was tried, by ebin directory
  std::set<NodeId> beam_kept;                   // ebin directories that fitted it
  std::map<NodeId, std::int64_t> r_budgets;     // the same, by package directory
  std::set<NodeId> finished_applications;       // directories
  std::set<NodeId> called_programs;             // that are kept because code runs them
};

// Created at the first call, when the root rules have run: they depend on what is kept.
PythonModules& python_modules(RuleContext& context);
NodeModules& node_modules(RuleContext& context);
BeamApplications& beam_applications(RuleContext& context);
const RPackages& r_packages(RuleContext& context);
const SearchDirectories& ruby_search(RuleContext& context);
const SearchDirectories& perl_search(RuleContext& context);
const SearchDirectories& lua_search(RuleContext& context);
// For the nearest directory upwards that has vendor/composer; nullptr: none.
const PhpAutoload* php_autoload(RuleContext& context, NodeId file);

}  // namespace whittle::select
