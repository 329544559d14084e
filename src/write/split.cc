#include <algorithm>
#include <string_view>

#include "write/assignment.h"

namespace whittle::write {
namespace {

// The parts that change least come first, so that a push has to send fewer layers.
enum Part : std::uint32_t { kBase, kDependencies, kApplication };

constexpr const char* kComments[] = {
    "base: system packages and system directories",
    "dependencies: packages of languages",
    "application: the rest",
};

// Directories of the package managers of languages, at any depth.
constexpr std::string_view kDependencyDirectories[] = {"node_modules", "site-packages",
                                                       "dist-packages", "vendor"};

// Filesystem Hierarchy Standard 3.0; the longest matching path decides. Everything else belongs to
// the application.
struct Place {
  std::string_view path;
  Part part;
};
constexpr Place kPlaces[] = {
    {"/bin", kBase},
    {"/boot", kBase},
    {"/dev", kBase},
    {"/etc", kBase},
    {"/lib", kBase},
    {"/lib32", kBase},
    {"/lib64", kBase},
    {"/libx32", kBase},
    {"/media", kBase},
    {"/mnt", kBase},
    {"/proc", kBase},
    {"/run", kBase},
    {"/sbin", kBase},
    {"/sys", kBase},
    {"/tmp", kBase},
    {"/usr", kBase},
    {"/var", kBase},
    {"/usr/src", kApplication},
    {"/var/www", kApplication},
};

// By path: the entry of the path itself, or else that of its directory.
Part part_of(const FileTree& tree, NodeId id, Part above) {
  const std::string path = tree.path(id);
  const auto place = std::ranges::find(kPlaces, std::string_view(path), &Place::path);
  if (place != std::end(kPlaces)) return place->part;
  const bool directory = tree.metadata(id).type == FileType::directory;
  const bool dependencies = std::ranges::count(kDependencyDirectories, tree.node(id).name) > 0;
  return directory && dependencies ? kDependencies : above;
}

Part part_of(PackageManager manager) {
  switch (manager) {
    case PackageManager::dpkg:
    case PackageManager::apk:
    case PackageManager::rpm:
      return kBase;
    case PackageManager::pip:
    case PackageManager::npm:
    case PackageManager::gem:
      break;
  }
  return kDependencies;
}

// Every node's part by its path, or by its owner where it has one.
std::vector<std::uint32_t> parts(const FileTree& tree, const KeepSet& keep,
                                 const PackageIndex& packages) {
  std::vector<std::uint32_t> parts(tree.size(), Assignment::kNone);
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!keep.verdicts[id].kept) continue;
    if (const Package* owner = packages.owner(id)) {
      parts[id] = part_of(owner->manager);
    } else {
      const NodeId parent = tree.node(id).parent;
      const auto above = id == FileTree::kRoot ? kApplication : static_cast<Part>(parts[parent]);
      parts[id] = part_of(tree, id, above);
    }
  }
  return parts;
}

// All names of an inode go into the lowest part that one of them is in.
void unite_names(const FileTree& tree, std::vector<std::uint32_t>& layer_of) {
  std::vector<std::uint32_t> lowest(tree.inode_count(), Assignment::kNone);
  for (NodeId id = 0; id < tree.size(); ++id) {
    std::uint32_t& part = lowest[tree.node(id).inode];
    part = std::min(part, layer_of[id]);
  }
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (layer_of[id] != Assignment::kNone) layer_of[id] = lowest[tree.node(id).inode];
  }
}

}  // namespace

Assignment split(const FileTree& tree, const KeepSet& keep, const PackageIndex& packages) {
  Assignment assignment;
  assignment.layer_of = parts(tree, keep, packages);
  unite_names(tree, assignment.layer_of);
  // A directory with content is in the layers of its content; only an empty one is assigned.
  for (NodeId id = tree.size(); id-- > 0;) {
    if (keep.verdicts[id].kept && id != FileTree::kRoot) {
      assignment.layer_of[tree.node(id).parent] = Assignment::kNone;
    }
  }
  assignment.comments.assign(std::begin(kComments), std::end(kComments));
  return assignment;
}

}  // namespace whittle::write
