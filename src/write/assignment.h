// Which new layer has which files. Only in this do the modes of --layers differ.
//
// Every kept node other than a directory is in one layer, with all names of its inode, so that no
// hard link leads from one layer to another. A directory is in its own layer, if it has one, and in
// each layer with something below it, because otherwise an extractor would create it with any
// metadata.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/keep_set.h"
#include "whittle/layer_index.h"
#include "whittle/package.h"

namespace whittle::write {

struct Assignment {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::vector<std::uint32_t> layer_of;  // by NodeId; kNone: only as a parent directory
  std::vector<std::string> comments;    // what each layer is, bottom first
  // A directory's metadata in a layer and in those above it, up to the next entry here; in its own
  // layer and above it always has its final metadata. So a layer does not depend on what the layers
  // above it did to a directory. Owned by the layer indexes.
  std::map<std::pair<NodeId, std::uint32_t>, const FileMetadata*> earlier;
  // Names that need a whiteout, by their directory. Only where there is a single layer.
  std::multimap<NodeId, std::string> whiteouts;
};

Assignment squash(const FileTree& tree, const KeepSet& keep);
// A kept node goes into the layer that has its inode's content in the source. layers are those of
// the tree, bottom first; they have to outlive the assignment.
Assignment preserve(const FileTree& tree, const KeepSet& keep,
                    std::span<const LayerIndex* const> layers);
Assignment split(const FileTree& tree, const KeepSet& keep, const PackageIndex& packages);

}  // namespace whittle::write
