#include <algorithm>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool is_below(const FileTree& tree, NodeId id, NodeId directory) {
  while (id != FileTree::kRoot && id != directory) id = tree.node(id).parent;
  return id == directory;
}

// If only configuration of a package is kept, no kept program reads the rest of it.
std::optional<NodeId> kept_program(const RuleContext& context, const Package& package,
                                   NodeId configuration) {
  for (const NodeId id : package.content) {
    if (context.marker.kept(id) && !is_below(context.tree, id, configuration)) return id;
  }
  return std::nullopt;
}

// Files that a program reads. Hooks and init scripts are executed by other programs and would bring
// their interpreters; so would a symlink to a program.
bool is_configuration(const RuleContext& context, NodeId id) {
  const FileTree& tree = context.tree;
  if (tree.metadata(id).type == FileType::symlink) {
    const auto target = tree.resolve(tree.path(id), FollowLast::yes).node;
    if (!target) return false;
    id = *target;
  }
  const FileMetadata& metadata = tree.metadata(id);
  return metadata.type == FileType::regular && (metadata.mode & 0111) == 0;
}

// An empty directory is there for programs to write to or to list, and so is one with an unusual
// owner or mode. Keeping it takes no bytes.
bool is_place(const FileTree& tree, NodeId id) {
  constexpr std::uint32_t kUsual = 0755;
  const FileMetadata& metadata = tree.metadata(id);
  if (metadata.type != FileType::directory) return false;
  return tree.node(id).children.empty() || metadata.uid != 0 || metadata.gid != 0 ||
         metadata.mode != kUsual;
}

void mark_files(RuleContext& context, const Package& package, std::vector<NodeId> files,
                const Reason& reason) {
  const FileTree& tree = context.tree;
  std::stable_sort(files.begin(), files.end(), [&](NodeId a, NodeId b) {
    return counted_bytes(tree.metadata(a)) < counted_bytes(tree.metadata(b));
  });
  std::int64_t left = context.options.data_budget;
  std::vector<NodeId> left_out;
  std::int64_t left_out_bytes = 0;
  for (const NodeId id : files) {
    left -= counted_bytes(tree.metadata(id));
    if (left >= 0) {
      context.marker.mark(id, reason);
    } else {
      context.marker.leave_out(
          id, {"over-budget", "configuration of " + full_name(package), reason.parent});
      left_out.push_back(id);
      left_out_bytes += counted_bytes(tree.metadata(id));
    }
  }
  context.left_out.add({.kind = "packages' configurations",
                        .what = "configuration of " + full_name(package),
                        .asked_by = reason.parent,
                        .option = "--data-budget",
                        .budget = context.options.data_budget,
                        .needed = context.options.data_budget - left,
                        .include = "",
                        .nodes = std::move(left_out),
                        .bytes = left_out_bytes});
}

}  // namespace

void package_configuration(RuleContext& context) {
  const FileTree& tree = context.tree;
  const auto configuration = tree.resolve("/etc", FollowLast::yes).node;
  for (const Package& package : context.packages.packages) {
    if (!configuration || !is_system_package(package)) continue;
    const auto program = kept_program(context, package, *configuration);
    if (!program) continue;
    const Reason reason = {"package-configuration", full_name(package), tree.path(*program)};
    std::vector<NodeId> files;
    for (const NodeId id : package.files) {
      if (is_place(tree, id)) context.marker.mark(id, reason);
      if (is_below(tree, id, *configuration) && is_configuration(context, id)) {
        files.push_back(id);
      }
    }
    mark_files(context, package, std::move(files), reason);
  }
}

}  // namespace whittle::select::rules
