// What --exclude-pattern takes out, decided before anything is marked: exclusion beats every rule,
// the explicit includes too. A directory that matches takes all below it along; a pattern without a
// slash is matched against names anywhere ("*.pyc"). The root itself cannot be excluded.
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

  // The pattern, as the user wrote it, that takes this node out; nullptr: none does.
  const std::string* pattern_of(NodeId id) const;
  std::vector<std::string> patterns_without_match() const;

 private:
  std::vector<std::string> patterns_;
  std::vector<std::uint32_t>
      excluded_by_;  // by NodeId, 1 + index of the pattern; empty without patterns
};

}  // namespace whittle::select
