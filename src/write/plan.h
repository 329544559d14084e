// What the new layers hold, in order: the kept nodes of the tree as an assignment spreads them, the
// names of one inode as hard links to the first of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/keep_set.h"
#include "write/assignment.h"

namespace whittle::write {

struct PlannedEntry {
  NodeId node = 0;  // of a whiteout: the directory that it is in
  std::string path;
  FileMetadata metadata;
  const std::string* content = nullptr;  // what it has instead of the source's; KeepSet::replaced
};

struct LayerPlan {
  std::vector<PlannedEntry> entries;
  std::int64_t size = 0;  // bytes, as LayerIndex::size counts
  std::string comment;
};

// Bottom first; a layer that has nothing to hold is left out. The keep set must outlive the plans.
// No mtime is later than the last one, in seconds, where there is one.
std::vector<LayerPlan> plan_layers(const FileTree& tree, const KeepSet& keep,
                                   const Assignment& assignment,
                                   std::optional<std::int64_t> last_mtime = std::nullopt);

}  // namespace whittle::write
