#include <algorithm>

#include "package/packages.h"
#include "package/pruning.h"
#include "package/reading.h"

namespace whittle::package {
namespace {

// Gems need no pruner: a .gemspec describes one gem only.
constexpr void (*kPruners[])(Pruning&) = {prune_dpkg, prune_apk, prune_rpm, prune_pip, prune_npm};

}  // namespace

PackageState state_of(const Package& package, const KeepSet& keep) {
  const bool of_system = package.manager <= PackageManager::rpm;
  if (package.files.empty() && of_system) return PackageState::kept;
  std::size_t kept = 0;
  for (const NodeId id : package.content) kept += keep.verdicts[id].kept ? 1 : 0;
  if (kept > 0) {
    return kept == package.content.size() ? PackageState::kept : PackageState::partial;
  }
  const bool named = !package.records.empty() && keep.verdicts[package.records.front()].kept;
  return named && !of_system ? PackageState::partial : PackageState::removed;
}

Pruning::Pruning(const FileTree& its_tree, const tree::Contents& its_contents,
                 const PackageIndex& its_packages, KeepSet& its_keep)
    : tree(its_tree),
      packages(its_packages),
      paths(its_tree),
      contents_(its_contents),
      keep_(its_keep),
      kept_names_(its_tree.inode_count()) {
  for (const Package& package : packages.packages) states_.push_back(state_of(package, keep_));
  for (NodeId id = 0; id < tree.size(); ++id) kept_names_[tree.node(id).inode] += kept(id) ? 1 : 0;
}

std::optional<std::string> Pruning::text(NodeId id) const {
  const FileMetadata& metadata = tree.metadata(id);
  if (metadata.type != FileType::regular || metadata.size > Reading::kMaxDatabase) {
    return std::nullopt;
  }
  std::string bytes = contents_.head(id, static_cast<std::size_t>(metadata.size));
  if (static_cast<std::int64_t>(bytes.size()) != metadata.size) return std::nullopt;
  return bytes;
}

void Pruning::replace(NodeId id, std::string content) {
  if (static_cast<std::int64_t>(content.size()) > tree.metadata(id).size ||
      kept_names_[tree.node(id).inode] > 1) {
    warn(tree.path(id) + " still describes the original image: it cannot be replaced");
    return;
  }
  keep_.replaced[tree.node(id).inode] = std::move(content);
}

void Pruning::update_databases(PackageManager manager, const NewText& new_text) {
  for (const PackageDatabase& database : packages.databases) {
    if (database.manager != manager || !kept(database.node)) continue;
    const std::optional<std::string> old = text(database.node);
    if (!old) continue;
    std::string content = new_text(tree.node(database.node).name, *old);
    if (content != *old) replace(database.node, std::move(content));
  }
}

void Pruning::drop_records(PackageId id) {
  const Package& package = packages.packages[id];
  const Reason reason = {"package-removed",
                         "nothing of " + package.name + " " + package.version + " is kept", ""};
  const auto drop = [&](NodeId node) {
    Verdict& verdict = keep_.verdicts[node];
    if (verdict.kept || verdict.reason.rule == "unused") verdict = {false, reason};
  };
  for (const NodeId record : package.records) drop(record);
  if (package.manager != PackageManager::pip || package.records.empty()) return;
  // Python takes an empty NAME.dist-info for a package without a name.
  const NodeId directory = tree.node(package.records.front()).parent;
  const Node& node = tree.node(directory);
  const bool empty = std::none_of(node.children.begin(), node.children.end(),
                                  [&](const auto& child) { return kept(child.second); });
  if (node.name.ends_with("-info") && empty) drop(directory);
}

void prune_records(const FileTree& tree, const tree::Contents& contents,
                   const PackageIndex& packages, KeepSet& keep) {
  Pruning pruning(tree, contents, packages, keep);
  for (PackageId id = 0; id < packages.packages.size(); ++id) {
    if (pruning.removed(id)) pruning.drop_records(id);
  }
  for (const auto prune : kPruners) prune(pruning);
  count_totals(keep, tree);
}

}  // namespace whittle::package
