// What each path of a keep set counts for, such that nothing counts twice: the bytes of an inode
// are those of its first kept name, else of its first name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "whittle/keep_set.h"

namespace whittle::select {

struct NodeSize {
  std::int64_t before = 0;
  std::int64_t after = 0;  // of a kept node; of a replaced file its new size
  bool replaced = false;
};

// By NodeId. The sum of `before` is the tree's total, that of `after` over kept nodes kept_bytes.
std::vector<NodeSize> node_sizes(const FileTree& tree, const KeepSet& keep);

struct RuleTotal {
  std::size_t files = 0;  // everything but directories
  std::int64_t bytes = 0;
};

struct RuleTotals {
  std::map<std::string, RuleTotal> kept;     // by rule; adds up to kept_bytes
  std::map<std::string, RuleTotal> dropped;  // adds up to dropped_bytes, with shrunk_bytes
  std::int64_t shrunk_bytes = 0;             // what replaced files have lost
};

RuleTotals rule_totals(const FileTree& tree, const KeepSet& keep,
                       const std::vector<NodeSize>& sizes);

}  // namespace whittle::select
