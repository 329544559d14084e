#include "write/common_layer.h"

#include <algorithm>

#include "whittle/error.h"
#include "write/check_edits.h"

namespace whittle::write {
namespace {

constexpr NodeId kNoNode = UINT32_MAX;

bool is_directory(const FileTree& tree, NodeId id) {
  return tree.metadata(id).type == FileType::directory;
}

}  // namespace

// Compares the base with an image that was built on it.
class CommonLayer::Match {
 public:
  Match(const FileTree& base, const FileTree& tree, const KeepSet& keep)
      : base_(base), tree_(tree), in_tree_(base.size(), kNoNode), in_base_(tree.size(), kNoNode) {
    find_counterparts();
    find_inodes_of_base(keep);
  }

  // The node of the same path; kNoNode where there is none.
  NodeId in_tree(NodeId base_node) const { return in_tree_[base_node]; }

  // True where the image still has the base's file, or also has a directory.
  bool same(NodeId base_node) const {
    const NodeId node = in_tree_[base_node];
    if (node == kNoNode) return false;
    if (is_directory(base_, base_node)) return is_directory(tree_, node);
    const Inode& below = base_.inode(base_node);
    const Inode& here = tree_.inode(node);
    return below.layer == here.layer && below.content_path == here.content_path &&
           below.metadata == here.metadata;
  }

  // True where the common layer can have the node for the image: the base has all kept names of its
  // inode, with the same content.
  bool of_base(NodeId node) const {
    return is_directory(tree_, node) || inode_of_base_[tree_.node(node).inode];
  }

 private:
  void find_counterparts() {
    in_tree_[FileTree::kRoot] = FileTree::kRoot;
    in_base_[FileTree::kRoot] = FileTree::kRoot;
    for (NodeId id = 1; id < base_.size(); ++id) {
      const NodeId parent = in_tree_[base_.node(id).parent];
      if (parent == kNoNode) continue;
      const auto& children = tree_.node(parent).children;
      const auto found = children.find(base_.node(id).name);
      if (found == children.end()) continue;
      in_tree_[id] = found->second;
      in_base_[found->second] = id;
    }
  }

  void find_inodes_of_base(const KeepSet& keep) {
    inode_of_base_.assign(tree_.inode_count(), true);
    for (const auto& [inode, content] : keep.replaced) inode_of_base_[inode] = false;
    for (NodeId id = 0; id < tree_.size(); ++id) {
      if (!keep.verdicts[id].kept) continue;
      const NodeId below = in_base_[id];
      if (below == kNoNode || !same(below)) inode_of_base_[tree_.node(id).inode] = false;
    }
  }

  const FileTree& base_;
  const FileTree& tree_;
  std::vector<NodeId> in_tree_;      // by the base's nodes
  std::vector<NodeId> in_base_;      // by the image's nodes
  std::vector<bool> inode_of_base_;  // by the image's inodes
};

std::size_t common_layers(std::span<const Image* const> images) {
  std::size_t count = 0;
  const auto same = [&](const Image* image) {
    return count < image->layers.size() &&
           image->layers[count].diff_id == images.front()->layers[count].diff_id;
  };
  while (!images.empty() && std::ranges::all_of(images, same)) ++count;
  return count;
}

CommonLayer::CommonLayer(FileTree base, std::span<const Sharer> sharers) : base_(std::move(base)) {
  keep_.verdicts.resize(base_.size());
  for (const Sharer& sharer : sharers) collect(sharer);
  count_totals(keep_, base_);
  for (const Sharer& sharer : sharers) distribute(sharer);
}

void CommonLayer::collect(const Sharer& sharer) {
  const Match match(base_, *sharer.tree, *sharer.keep);
  for (NodeId id = 0; id < base_.size(); ++id) {
    const NodeId node = match.in_tree(id);
    if (keep_.verdicts[id].kept || !match.same(id)) continue;
    if (!sharer.keep->verdicts[node].kept || !match.of_base(node)) continue;
    keep_.verdicts[id] = {
        .kept = true,
        .reason = {.rule = "shared-base", .evidence = "needed by " + sharer.name, .parent = ""}};
  }
}

void CommonLayer::distribute(const Sharer& sharer) const {
  const Match match(base_, *sharer.tree, *sharer.keep);
  for (NodeId id = 0; id < base_.size(); ++id) {
    if (!keep_.verdicts[id].kept || !match.same(id)) continue;
    Verdict& verdict = sharer.keep->verdicts[match.in_tree(id)];
    if (!verdict.kept) verdict = keep_.verdicts[id];
  }
  count_totals(*sharer.keep, *sharer.tree);
}

std::vector<LayerPlan> CommonLayer::plan(std::optional<std::int64_t> last_mtime) const {
  Assignment assignment = squash(base_, keep_);
  assignment.comments = {"the common layer: what several images need from the layers they share"};
  return plan_layers(base_, keep_, assignment, last_mtime);
}

std::vector<LayerPlan> CommonLayer::plan_above(const FileTree& tree, const KeepSet& keep,
                                               std::optional<std::int64_t> last_mtime) const {
  const Match match(base_, tree, keep);
  Assignment assignment = squash(tree, keep);
  assignment.comments = {"the rest: what this image needs beside the common layer"};

  // Nodes in the common layer need no entry here.
  for (NodeId id = 0; id < base_.size(); ++id) {
    if (!keep_.verdicts[id].kept || !match.same(id)) continue;
    const NodeId node = match.in_tree(id);
    const bool as_it_was =
        is_directory(base_, id) ? base_.metadata(id) == tree.metadata(node) : match.of_base(node);
    if (as_it_was) assignment.layer_of[node] = Assignment::kNone;
  }

  // Nodes of the common layer that the image does not have get whiteouts. Nodes below one that is
  // not a directory any more are hidden by it.
  std::vector<bool> gone(base_.size());
  for (NodeId id = 1; id < base_.size(); ++id) {
    const NodeId parent = base_.node(id).parent;
    gone[id] = gone[parent];
    if (!keep_.verdicts[id].kept || gone[id]) continue;
    const NodeId node = match.in_tree(id);
    if (node == kNoNode || !keep.verdicts[node].kept) {
      assignment.whiteouts.emplace(match.in_tree(parent), base_.node(id).name);
      gone[id] = true;
    } else {
      gone[id] = !is_directory(tree, node);
    }
  }
  return plan_layers(tree, keep, assignment, last_mtime);
}

NewLayer write_common(const CommonLayer& common, std::span<const layer::CachedLayer> layers,
                      const WriteOptions& options, const std::filesystem::path& work) {
  const std::vector<LayerPlan> plans = common.plan(options.source_date_epoch);
  if (plans.empty()) throw Error("none of the images needs anything from their common layers");
  const tree::Contents contents(common.base(), directories_of(layers));
  return write_layer(plans.front(), contents, options.compression, work / "common-layer");
}

WrittenImage write_above(const CommonLayer& common, const NewLayer& common_layer,
                         const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work) {
  check_edits(source.image.config, options.edits, source.tree, keep);
  const tree::Contents contents(source.tree, directories_of(source.layers));
  std::vector<NewLayer> layers{common_layer};
  for (const LayerPlan& plan : common.plan_above(source.tree, keep, options.source_date_epoch)) {
    layers.push_back(write_layer(plan, contents, options.compression, work / "thin-layer"));
  }
  return assemble(source.image, layers, options);
}

}  // namespace whittle::write
