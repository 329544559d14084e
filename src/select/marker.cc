#include "select/marker.h"

namespace whittle::select {

Marker::Marker(const FileTree& tree, const Exclusions& exclusions, std::vector<Verdict> kept)
    : tree_(tree), exclusions_(exclusions), verdicts_(std::move(kept)) {
  verdicts_.resize(tree.size());
}

void Marker::mark(NodeId id, Reason reason) {
  if (verdicts_[id].kept || exclusions_.pattern_of(id) != nullptr) return;
  verdicts_[id] = {true, std::move(reason)};
  queue_.push_back(id);
}

void Marker::mark_with_contents(NodeId id, const Reason& reason) {
  std::vector<NodeId> waiting = {id};
  while (!waiting.empty()) {
    const NodeId current = waiting.back();
    waiting.pop_back();
    mark(current, reason);
    for (const auto& [name, child] : tree_.node(current).children) waiting.push_back(child);
  }
}

std::optional<NodeId> Marker::mark_path(std::string_view path, const Reason& reason) {
  const FileTree::Resolution way = tree_.resolve(path, FollowLast::no);
  if (!way.node) return std::nullopt;
  for (const NodeId link : way.links) {
    mark(link, {"symlink", "on the way to " + std::string(path), reason.parent});
  }
  mark(*way.node, reason);
  if (tree_.metadata(*way.node).type != FileType::symlink) return way.node;
  mark_target(*way.node);
  return tree_.resolve(path, FollowLast::yes).node;
}

void Marker::mark_target(NodeId link) {
  const FileTree::Resolution way = tree_.resolve(tree_.path(link), FollowLast::yes);
  std::vector<NodeId> steps = way.links;
  if (way.node) steps.push_back(*way.node);
  NodeId from = link;
  for (const NodeId step : steps) {
    if (!kept(from)) return;  // excluded: the rest of the chain is not needed
    if (step == from) continue;
    mark(step, {"symlink", "-> " + tree_.metadata(from).link_target, tree_.path(from)});
    from = step;
  }
}

void Marker::leave_out(NodeId id, Reason reason) {
  if (!verdicts_[id].kept) verdicts_[id].reason = std::move(reason);
}

std::optional<NodeId> Marker::next_unfollowed() {
  if (followed_ == queue_.size()) return std::nullopt;
  return queue_[followed_++];
}

void Marker::queue_all_kept() {
  std::vector<bool> queued(verdicts_.size(), false);
  for (const NodeId id : queue_) queued[id] = true;
  for (NodeId id = 0; id < verdicts_.size(); ++id) {
    if (verdicts_[id].kept && !queued[id]) queue_.push_back(id);
  }
}

std::vector<Verdict> Marker::sweep() && {
  for (NodeId id = 0; id < verdicts_.size(); ++id) {
    if (verdicts_[id].kept) continue;
    Reason& reason = verdicts_[id].reason;
    if (const std::string* pattern = exclusions_.pattern_of(id)) {
      reason = {"excluded", "pattern " + *pattern, ""};
    } else if (reason.rule.empty()) {
      reason = {"unused", "", ""};
    }
  }
  return std::move(verdicts_);
}

}  // namespace whittle::select
