// What selection left out because of its size, said once all rules have run: by then another rule
// may have kept it after all. Sizes are in bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "select/marker.h"

namespace whittle::select {

struct LeftOutSet {
  std::string kind;      // "sets of data"; those of one kind are summed where there are many
  std::string what;      // "time zones", "/usr/lib/R/library"
  std::string asked_by;  // the kept file that may use it; empty: none
  std::string option;    // "--data-budget"
  std::int64_t budget = 0;
  std::int64_t needed = 0;  // what the option would have to allow, with what it was spent on
  std::string include;      // what --include-path would keep it; empty: no such path
  std::vector<NodeId> nodes;
  std::int64_t bytes = 0;  // of the nodes, with the libraries that they need
};

class LeftOut {
 public:
  // No effect for nothing.
  void add(LeftOutSet set);
  // One line a set, or one line for many of a kind.
  std::vector<std::string> warnings(const FileTree& tree, const Marker& marker) const;

 private:
  std::vector<LeftOutSet> sets_;
};

}  // namespace whittle::select
