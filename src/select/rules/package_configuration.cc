#include <algorithm>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool is_below(const FileTree& tree, NodeId id, NodeId directory) {
  while (id != FileTree::kRoot && id != directory) id = tree.node(id).parent;
  return id == directory;
}

// A package whose only kept file is its configuration has no program that would read the rest.
std::optional<NodeId> kept_program(const Selection& selection, const Package& package,
                                   NodeId configuration) {
  for (const NodeId id : package.content) {
    if (selection.marker.kept(id) && !is_below(selection.tree, id, configuration)) return id;
  }
  return std::nullopt;
}

// What a program reads. Hooks and init scripts are for others, and would bring their interpreters
// along; so would a link to a program.
bool is_configuration(const Selection& selection, NodeId id) {
  const FileTree& tree = selection.tree;
  if (tree.metadata(id).type == FileType::symlink) {
    const auto target = tree.resolve(tree.path(id), FollowLast::yes).node;
    if (!target) return false;
    id = *target;
  }
  const FileMetadata& metadata = tree.metadata(id);
  return metadata.type == FileType::regular && (metadata.mode & 0111) == 0;
}

// An empty directory is there to be written or looked into, and so is one that is not everybody's:
// it costs nothing.
bool is_place(const FileTree& tree, NodeId id) {
  constexpr std::uint32_t kUsual = 0755;
  const FileMetadata& metadata = tree.metadata(id);
  if (metadata.type != FileType::directory) return false;
  return tree.node(id).children.empty() || metadata.uid != 0 || metadata.gid != 0 ||
         metadata.mode != kUsual;
}

void mark_files(Selection& selection, const Package& package, std::vector<NodeId> files,
                const Reason& reason) {
  const FileTree& tree = selection.tree;
  std::stable_sort(files.begin(), files.end(), [&](NodeId a, NodeId b) {
    return counted_bytes(tree.metadata(a)) < counted_bytes(tree.metadata(b));
  });
  std::int64_t left = selection.options.data_budget;
  for (const NodeId id : files) {
    left -= counted_bytes(tree.metadata(id));
    if (left >= 0) {
      selection.marker.mark(id, reason);
    } else {
      selection.marker.pass_over(
          id, {"over-budget", "configuration of " + full_name(package), reason.parent});
    }
  }
}

}  // namespace

void package_configuration(Selection& selection) {
  const FileTree& tree = selection.tree;
  const auto configuration = tree.resolve("/etc", FollowLast::yes).node;
  for (const Package& package : selection.packages.packages) {
    if (!configuration || !of_system(package)) continue;
    const auto program = kept_program(selection, package, *configuration);
    if (!program) continue;
    const Reason reason = {"package-configuration", full_name(package), tree.path(*program)};
    std::vector<NodeId> files;
    for (const NodeId id : package.files) {
      if (is_place(tree, id)) selection.marker.mark(id, reason);
      if (is_below(tree, id, *configuration) && is_configuration(selection, id)) {
        files.push_back(id);
      }
    }
    mark_files(selection, package, std::move(files), reason);
  }
}

}  // namespace whittle::select::rules
