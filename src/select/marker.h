// The mark side of mark and sweep: which nodes are kept so far, why, and which of them still wait
// for what they need themselves. The first reason given for a node stays.
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
  // Tree and exclusions must outlive the marker. kept: verdicts to start with, or none; what they
  // keep is not handed out.
  Marker(const FileTree& tree, const Exclusions& exclusions, std::vector<Verdict> kept = {});

  bool kept(NodeId id) const { return verdicts_[id].kept; }

  // Without effect on a node that is kept already or excluded.
  void mark(NodeId id, Reason reason);
  void mark_with_contents(NodeId id, const Reason& reason);
  // What a process would reach by this path, with each symlink on the way and at its end. Returns
  // the node where the path ends; empty: nothing is there, and nothing was marked.
  std::optional<NodeId> mark_path(std::string_view path, const Reason& reason);
  // The chain of symlinks that starts at this one, and its end.
  void mark_target(NodeId link);

  // Why a rule left a node out; told in its verdict unless something else keeps it.
  void leave_out(NodeId id, Reason reason);
  std::size_t kept_count() const { return queue_.size(); }

  // A kept node that was not handed out yet, in the order of marking.
  std::optional<NodeId> next_unfollowed();
  // What was kept from the start too, as if it was marked now.
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
