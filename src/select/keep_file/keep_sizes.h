// The size of each path of a keep set, with nothing counted twice: the bytes of an inode count for
// its first kept hard link, or else for the first. In bytes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "whittle/keep_set.h"

namespace whittle::select {

struct NodeSize {
  std::int64_t before = 0;
  std::int64_t after = 0;  // for kept nodes; the new size of a replaced file
  bool replaced = false;
};

// By NodeId. All `before` add up to the tree's total, `after` of kept nodes to kept_bytes.
std::vector<NodeSize> node_sizes(const FileTree& tree, const KeepSet& keep);

struct RuleTotal {
  std::size_t files = 0;  // everything but directories
  std::int64_t bytes = 0;
};

struct RuleTotals {
  std::map<std::string, RuleTotal> kept;     // by rule; adds up to kept_bytes
  std::map<std::string, RuleTotal> dropped;  // adds up to dropped_bytes, with shrunk_bytes
  std::int64_t shrunk_bytes = 0;             // what replaced files became smaller by
};

RuleTotals rule_totals(const FileTree& tree, const KeepSet& keep,
                       const std::vector<NodeSize>& sizes);

}  // namespace whittle::select
