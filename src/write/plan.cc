#include "write/plan.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace whittle::write {
namespace {

class Planner {
 public:
  Planner(const FileTree& tree, const KeepSet& keep, const Assignment& assignment,
          std::optional<std::int64_t> last_mtime)
      : tree_(tree),
        keep_(keep),
        assignment_(assignment),
        last_mtime_(last_mtime),
        seen_in_(tree.size(), Assignment::kNone) {}

  // own: the nodes assigned to the layer.
  LayerPlan plan(std::uint32_t layer, std::vector<NodeId> own) {
    add_parents(layer, own);
    LayerPlan plan;
    plan.comment = assignment_.comments.at(layer);
    std::unordered_map<InodeId, std::size_t> first_name;  // index of the entry with the content
    for (const NodeId id : own) {
      // The root is written only where a layer has an entry for it.
      if (id != FileTree::kRoot || !tree_.inode(id).implied) add(plan, layer, id, first_name);
      add_whiteouts(plan, id);
    }
    return plan;
  }

 private:
  using FirstNames = std::unordered_map<InodeId, std::size_t>;

  // Parents, too, in the order of the tree.
  void add_parents(std::uint32_t layer, std::vector<NodeId>& nodes) {
    std::erase_if(nodes, [&](NodeId id) { return std::exchange(seen_in_[id], layer) == layer; });
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const NodeId parent = tree_.node(nodes[i]).parent;
      if (seen_in_[parent] == layer) continue;
      seen_in_[parent] = layer;
      nodes.push_back(parent);
    }
    std::ranges::sort(nodes);
  }

  void add(LayerPlan& plan, std::uint32_t layer, NodeId id, FirstNames& first_name) {
    PlannedEntry entry{.node = id, .path = tree_.path(id), .metadata = metadata(layer, id)};
    clamp(entry.metadata.mtime);
    if (entry.metadata.type != FileType::directory) {
      const auto [known, is_first] =
          first_name.try_emplace(tree_.node(id).inode, plan.entries.size());
      if (is_first) {
        replace_content(entry);
        plan.size += counted_bytes(entry.metadata);
      } else {
        make_link(entry, plan.entries[known->second].path);
      }
    }
    plan.entries.push_back(std::move(entry));
  }

  const FileMetadata& metadata(std::uint32_t layer, NodeId id) const {
    const auto next = assignment_.earlier.upper_bound({id, layer});
    if (tree_.inode(id).layer > layer && next != assignment_.earlier.begin()) {
      const auto& [directory, metadata] = *std::prev(next);
      if (directory.first == id) return *metadata;
    }
    return tree_.metadata(id);
  }

  void clamp(FileTime& time) const {
    if (last_mtime_ && time > FileTime{*last_mtime_, 0}) time = {*last_mtime_, 0};
  }

  void replace_content(PlannedEntry& entry) const {
    const auto replacement = keep_.replaced.find(tree_.node(entry.node).inode);
    if (replacement == keep_.replaced.end() || entry.metadata.type != FileType::regular) return;
    entry.content = &replacement->second;
    entry.metadata.size = static_cast<std::int64_t>(entry.content->size());
    entry.metadata.sparse = false;
    entry.metadata.extents.clear();
  }

  static void make_link(PlannedEntry& entry, const std::string& target) {
    entry.metadata.type = FileType::hardlink;
    entry.metadata.link_target = target;
    entry.metadata.size = 0;
    entry.metadata.sparse = false;
    entry.metadata.extents.clear();
  }

  void add_whiteouts(LayerPlan& plan, NodeId directory) const {
    const auto [begin, end] = assignment_.whiteouts.equal_range(directory);
    if (begin == end) return;
    const std::string path = tree_.path(directory) + (directory == FileTree::kRoot ? "" : "/");
    for (auto name = begin; name != end; ++name) {
      plan.entries.push_back({.node = directory,
                              .path = path + name->second,
                              .metadata = {.type = FileType::whiteout}});
    }
  }

  const FileTree& tree_;
  const KeepSet& keep_;
  const Assignment& assignment_;
  std::optional<std::int64_t> last_mtime_;
  std::vector<std::uint32_t> seen_in_;  // by NodeId: the last layer that it was put into
};

}  // namespace

std::vector<LayerPlan> plan_layers(const FileTree& tree, const KeepSet& keep,
                                   const Assignment& assignment,
                                   std::optional<std::int64_t> last_mtime) {
  std::vector<std::vector<NodeId>> own(assignment.comments.size());
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (assignment.layer_of[id] != Assignment::kNone) own[assignment.layer_of[id]].push_back(id);
  }
  for (const auto& [directory, name] : assignment.whiteouts) own.at(0).push_back(directory);

  Planner planner(tree, keep, assignment, last_mtime);
  std::vector<LayerPlan> plans;
  for (std::uint32_t layer = 0; layer < own.size(); ++layer) {
    LayerPlan plan = planner.plan(layer, std::move(own[layer]));
    if (!plan.entries.empty()) plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace whittle::write
