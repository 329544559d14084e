// Which new layer holds what: the one thing in which the ways to lay out an image differ.
//
// Every kept node that is no directory is in one layer, with all names of its inode, so that no
// hard link leads from one layer into another. A directory is in the layer that is its own, if it
// has one, and in each that has something below it: else an extractor would make it there as it
// likes.
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

  std::vector<std::uint32_t> layer_of;  // by NodeId; kNone: in none for its own sake
  std::vector<std::string> comments;    // what each layer is, bottom first
  // Metadata that a directory has in a layer and those above it, up to the next one named here; in
  // its own layer and above that it always has its final metadata. A layer then does not depend on
  // what those above it have done to a directory. Owned by the layer indexes.
  std::map<std::pair<NodeId, std::uint32_t>, const FileMetadata*> earlier;
  // Names to be whited out, by their directory; in the only layer.
  std::multimap<NodeId, std::string> whiteouts;
};

Assignment squash(const FileTree& tree, const KeepSet& keep);
// A kept node goes where its inode's content lies in the source. Layers are the tree's, bottom
// first; they must outlive the assignment.
Assignment preserve(const FileTree& tree, const KeepSet& keep,
                    std::span<const LayerIndex* const> layers);
Assignment split(const FileTree& tree, const KeepSet& keep, const PackageIndex& packages);

}  // namespace whittle::write
