// The mark phase of mark and sweep: which nodes are kept so far, why, and a queue of the kept nodes
// whose needs have not been followed yet. The first reason given for a node stays.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "select/exclusions.h"
#include "whittle/keep_set.h"

namespace whittle::select {

class Marker {
 public:
  // Tree and exclusions must outlive the marker. kept: verdicts to start with, or none; the nodes
  // that they keep are not queued.
  Marker(const FileTree& tree, const Exclusions& exclusions, std::vector<Verdict> kept = {});

  bool kept(NodeId id) const { return verdicts_[id].kept; }

  // No effect on a node that is kept already or excluded.
  void mark(NodeId id, Reason reason);
  void mark_with_contents(NodeId id, const Reason& reason);
  // Marks what a process would reach by this path, with each symlink on the way and at its end.
  // Returns the node where the path ends; empty: the path does not resolve.
  std::optional<NodeId> mark_path(std::string_view path, const Reason& reason);
  // Marks the chain of symlinks that starts at this one, and its end.
  void mark_target(NodeId link);

  // Records why a rule left a node out. It becomes the reason of the node's verdict unless another
  // rule keeps the node.
  void leave_out(NodeId id, Reason reason);
  std::size_t kept_count() const { return queue_.size(); }

  // The next kept node whose needs have not been followed, in the order of marking; empty: none.
  std::optional<NodeId> next_unfollowed();
  // Queues the nodes that were kept from the start too.
  void queue_all_kept();
  // The verdicts, those of dropped nodes included.
  std::vector<Verdict> sweep() &&;

 private:
  const FileTree& tree_;
  const Exclusions& exclusions_;
  std::vector<Verdict> verdicts_;
  std::vector<NodeId> queue_;
  std::size_t followed_ = 0;
};

}  // namespace whittle::select
