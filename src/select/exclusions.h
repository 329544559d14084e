// What --exclude-pattern excludes, decided before anything is marked: exclusion wins over every
// rule, also over --include-path and the like. A directory that matches is excluded with everything
// below it; a pattern without a slash matches names anywhere ("*.pyc"). The root itself cannot be
// excluded.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::select {

class Exclusions {
 public:
  Exclusions(const FileTree& tree, std::span<const std::string> patterns);

  // The pattern, as the user wrote it, that excludes this node; nullptr: none.
  const std::string* pattern_of(NodeId id) const;
  std::vector<std::string> patterns_without_match() const;

 private:
  std::vector<std::string> patterns_;
  // By NodeId: 1 + index of the pattern, 0 for none. Empty if there are no patterns.
  std::vector<std::uint32_t> excluded_by_;
};

}  // namespace whittle::select
