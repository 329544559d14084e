// What a new layer holds, in order: the kept nodes of the tree, the names of one inode as hard
// links to the first of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/keep_set.h"

namespace whittle::write {

struct PlannedEntry {
  NodeId node = 0;
  std::string path;
  FileMetadata metadata;
};

struct Plan {
  std::vector<PlannedEntry> entries;
  std::int64_t size = 0;  // bytes, as LayerIndex::size counts
};

Plan plan_layer(const FileTree& tree, const KeepSet& keep);

}  // namespace whittle::write
