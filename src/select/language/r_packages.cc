#include "select/language/r_packages.h"

#include <algorithm>
#include <array>

#include "select/language/tree_lookup.h"
#include "text/names.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 12> kNotForRunTime = {
    "help",     "html", "doc", "demo",     "tests",    "include",
    "examples", "man",  "src", "tinytest", "CITATION", "NEWS.md"};

bool is_r_package(const FileTree& tree, NodeId directory) {
  if (!tree.node(directory).children.contains("DESCRIPTION")) return false;
  const auto meta = directory_in(tree, directory, "Meta");
  return meta && has_file(tree, *meta, "package.rds");
}

}  // namespace

RPackages::RPackages(const FileTree& tree) : tree_(tree) {
  for (NodeId id = 1; id < tree.size(); ++id) {
    if (tree.metadata(id).type == FileType::directory && is_r_package(tree, id)) {
      places_[tree.node(id).name].push_back(id);
    }
  }
}

const std::vector<NodeId>& RPackages::with_name(std::string_view name) const {
  static const std::vector<NodeId> none;
  const auto found = places_.find(name);
  return found == places_.end() ? none : found->second;
}

std::optional<NodeId> RPackages::around(NodeId node) const {
  for (NodeId at = tree_.node(node).parent; at != FileTree::kRoot; at = tree_.node(at).parent) {
    const std::vector<NodeId>& places = with_name(tree_.node(at).name);
    if (std::find(places.begin(), places.end(), at) != places.end()) return at;
  }
  return std::nullopt;
}

std::vector<tree::GlobMatch> RPackages::parts(NodeId package) const {
  std::vector<tree::GlobMatch> parts;
  std::vector<tree::GlobMatch> waiting = {{tree_.path(package), package}};
  while (!waiting.empty()) {
    const tree::GlobMatch at = std::move(waiting.back());
    waiting.pop_back();
    for (const auto& [name, child] : tree_.node(at.node).children) {
      if (at.node == package && text::is_one_of(kNotForRunTime, name)) continue;
      const tree::GlobMatch match = {joined(at.path, name), child};
      if (tree_.metadata(child).type == FileType::directory) {
        waiting.push_back(match);
      } else {
        parts.push_back(match);
      }
    }
  }
  return parts;
}

}  // namespace whittle::select
