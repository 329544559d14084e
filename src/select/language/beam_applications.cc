#include "select/language/beam_applications.h"

#include "select/language/not_for_run_time.h"
#include "select/language/tree_lookup.h"

namespace whittle::select {
namespace {

constexpr std::string_view kModule = ".beam";
constexpr std::string_view kResource = ".app";

const std::vector<NodeId>& places_of(
    const std::map<std::string, std::vector<NodeId>, std::less<>>& places, std::string_view name) {
  static const std::vector<NodeId> none;
  const auto found = places.find(name);
  return found == places.end() ? none : found->second;
}

}  // namespace

BeamApplications::BeamApplications(const FileTree& tree) : tree_(tree) {
  for (NodeId id = 1; id < tree.size(); ++id) {
    const Node& node = tree.node(id);
    if (node.name != "ebin" || tree.metadata(id).type != FileType::directory) continue;
    for (const auto& [name, child] : node.children) {
      const std::string_view text = name;
      if (text.ends_with(kModule)) {
        modules_[name.substr(0, name.size() - kModule.size())].push_back(id);
      } else if (text.ends_with(kResource)) {
        applications_[name.substr(0, name.size() - kResource.size())].push_back(id);
      }
    }
  }
}

const std::vector<NodeId>& BeamApplications::with_module(std::string_view module) const {
  return places_of(modules_, module);
}

const std::vector<NodeId>& BeamApplications::with_name(std::string_view application) const {
  return places_of(applications_, application);
}

BeamApplications::Parts BeamApplications::parts(NodeId ebin) const {
  Parts parts;
  const std::string directory = tree_.path(ebin);
  for (const auto& [name, child] : tree_.node(ebin).children) {
    if (name.ends_with(kModule) || name.ends_with(kResource)) {
      parts.code.push_back({joined(directory, name), child});
    }
  }
  const auto priv = directory_in(tree_, tree_.node(ebin).parent, "priv");
  if (!priv) return parts;
  std::vector<tree::GlobMatch> waiting = {{tree_.path(*priv), *priv}};
  while (!waiting.empty()) {
    const tree::GlobMatch at = std::move(waiting.back());
    waiting.pop_back();
    for (const auto& [name, child] : tree_.node(at.node).children) {
      const bool directory_below = tree_.metadata(child).type == FileType::directory;
      if (directory_below && purpose_of_directory(name) != Purpose::other && name != "obj") {
        waiting.push_back({joined(at.path, name), child});
      } else if (!directory_below && purpose_of_file(name) == Purpose::run &&
                 !is_compiled_source(name)) {
        parts.priv.push_back({joined(at.path, name), child});
      }
    }
  }
  return parts;
}

}  // namespace whittle::select
