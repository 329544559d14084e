#include <algorithm>
#include <array>
#include <set>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/python_modules.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"
#include "text/names.h"

namespace whittle::select::rules {
namespace {

// Suffixes of code, build inputs, documentation and tool files.
constexpr std::array<std::string_view, 24> kNoData = {
    ".py",  ".pyc", ".pyi", ".pyx", ".pxd",  ".pxi",   ".so",  ".c",
    ".cc",  ".cpp", ".h",   ".hpp", ".f90",  ".a",     ".rst", ".md",
    ".map", ".pdb", ".dll", ".exe", ".orig", ".ipynb", ".po",  ".pot"};
constexpr std::array<std::string_view, 5> kNoDataDirectories = {"__pycache__", "tests", "test",
                                                                "docs", "examples"};
// What importlib.metadata reads.
constexpr std::array<std::string_view, 4> kMetadata = {"METADATA", "PKG-INFO", "entry_points.txt",
                                                       "top_level.txt"};

bool is_data(const FileTree& tree, NodeId file) {
  const std::string& name = tree.node(file).name;
  return tree.metadata(file).type != FileType::directory &&
         std::none_of(kNoData.begin(), kNoData.end(),
                      [&](std::string_view suffix) { return name.ends_with(suffix); });
}

bool is_translation(const FileTree& tree, NodeId id) {
  for (NodeId at = id; at != FileTree::kRoot; at = tree.node(at).parent) {
    if (tree.node(at).name == "locale") return true;
  }
  return false;
}

// A directory of data such as time zones may have an __init__.py only so that it can be named.
// Translations may have date and number formats beside them, as code.
bool holds_only_data(const FileTree& tree, NodeId directory) {
  if (is_translation(tree, directory)) return true;
  const auto& children = tree.node(directory).children;
  return std::none_of(children.begin(), children.end(), [](const auto& child) {
    return child.first != "__init__.py" &&
           (child.first.ends_with(".py") || child.first.ends_with(".so"));
  });
}

// The directory that a link leads to out of its package, else the node itself.
NodeId linked_data(const FileTree& tree, NodeId package, NodeId id) {
  if (tree.metadata(id).type != FileType::symlink) return id;
  const std::optional<NodeId> target = tree.resolve(tree.path(id), FollowLast::yes).node;
  if (!target || tree.metadata(*target).type != FileType::directory) return id;
  const bool inside = text::is_below(tree.path(*target), tree.path(package));
  const bool above = text::is_below(tree.path(package), tree.path(*target));
  return inside || above ? id : *target;
}

struct PackageData {
  std::vector<NodeId> own;
  std::vector<NodeId> linked;  // behind links that lead out of the package
};

// The data of one package: in its directory and in directories below that have no code.
PackageData package_data(const FileTree& tree, NodeId package) {
  PackageData data;
  struct Step {
    NodeId directory;
    bool linked;
  };
  std::vector<Step> waiting = {{package, false}};
  std::set<NodeId> seen = {package};
  while (!waiting.empty()) {
    const Step step = waiting.back();
    waiting.pop_back();
    for (const auto& [name, entry] : tree.node(step.directory).children) {
      // Distributions move the data of some packages and leave a link to it.
      const NodeId child = linked_data(tree, package, entry);
      if (child != entry) data.own.push_back(entry);
      const bool linked = step.linked || child != entry;
      std::vector<NodeId>& files = linked ? data.linked : data.own;
      const bool is_directory = tree.metadata(child).type == FileType::directory;
      if (is_directory && holds_only_data(tree, child) &&
          std::find(kNoDataDirectories.begin(), kNoDataDirectories.end(), name) ==
              kNoDataDirectories.end()) {
        if (seen.insert(child).second) waiting.push_back({child, linked});
      } else if (is_data(tree, child) || (step.directory != package && name.ends_with(".py"))) {
        files.push_back(child);
      }
    }
  }
  std::sort(data.own.begin(), data.own.end());
  std::sort(data.linked.begin(), data.linked.end());
  return data;
}

// Translations have the second place: they are kept if the budget still has room for them.
void keep_data(RuleContext& context, NodeId package, NodeId whole_package, const KeptNode& node) {
  std::int64_t& spent = context.languages.package_bytes[whole_package];
  auto [files, linked] = package_data(context.tree, package);
  const auto translations = std::stable_partition(
      files.begin(), files.end(), [&](NodeId id) { return !is_translation(context.tree, id); });
  const std::string name = "Python package " + context.tree.node(whole_package).name;
  const auto keep = [&](const std::string& what, const std::vector<NodeId>& some) {
    spent += mark_within_budget(context, some, {"python-package", what + name, node.path},
                                {"--data-budget", context.options.data_budget - spent});
  };
  keep("data of ", {files.begin(), translations});
  keep("translations of ", {translations, files.end()});
  if (linked.empty()) return;
  keep("data in " + parent_path(context.tree.path(linked.front())) + " of ", linked);
}

void keep_metadata(RuleContext& context, NodeId whole_package, const KeptNode& node) {
  const NodeId site = context.tree.node(whole_package).parent;
  const std::string& file_name = context.tree.node(whole_package).name;
  const std::string name = file_name.substr(0, file_name.find('.'));
  const Reason reason = {"python-package", "metadata of Python package " + name, node.path};
  for (const NodeId metadata : python_modules(context).metadata_of(site, name)) {
    if (context.tree.metadata(metadata).type != FileType::directory) {
      context.marker.mark(metadata, reason);
    }
    for (const auto& [child_name, child] : context.tree.node(metadata).children) {
      if (std::find(kMetadata.begin(), kMetadata.end(), child_name) != kMetadata.end()) {
        context.marker.mark(child, reason);
      }
    }
  }
}

}  // namespace

// For a package in site-packages of which code is kept: the data files beside that code, which it
// opens by name, and the metadata that importlib.metadata reads.
void python_package(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  if (!node.path.ends_with(".py") && !node.path.ends_with(".so")) return;
  const PythonModules& modules = python_modules(context);
  if (modules.standard_libraries().empty() || !modules.in_site_packages(node.id)) return;
  const NodeId directory = context.tree.node(node.id).parent;
  const NodeId whole_package = modules.package_of(node.id);
  // A module directly below site-packages has no data; its metadata are found by its name.
  const bool alone = modules.is_site_packages(directory);
  if (context.languages.finished_packages.insert(alone ? node.id : whole_package).second) {
    keep_metadata(context, alone ? node.id : whole_package, node);
  }
  if (alone || !context.languages.finished_data.insert(directory).second) return;
  keep_data(context, directory, whole_package, node);
}

}  // namespace whittle::select::rules
