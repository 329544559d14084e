// The entries of the new layers, in order: the kept nodes, distributed according to an assignment.
// The names of one inode are hard links to the first of them.
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
  NodeId node = 0;  // for a whiteout: its directory
  std::string path;
  FileMetadata metadata;
  const std::string* content = nullptr;  // replaces the source's; from KeepSet::replaced
};

struct LayerPlan {
  std::vector<PlannedEntry> entries;
  std::int64_t size = 0;  // bytes, as LayerIndex::size counts
  std::string comment;
};

// Bottom first; empty layers are left out. The keep set has to outlive the plans. last_mtime, in
// seconds, is an upper bound for mtimes.
std::vector<LayerPlan> plan_layers(const FileTree& tree, const KeepSet& keep,
                                   const Assignment& assignment,
                                   std::optional<std::int64_t> last_mtime = std::nullopt);

}  // namespace whittle::write
