// What single layer directories cannot express, as one more lower directory on top of them.
//
// A layer's directory stands alone: it has no file for a hard link whose target is in a layer
// below, and makes up the parents that its tar does not list. Unpacked one over the other, as
// Docker does, both come out right; side by side in an overlay they do not.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::container {

// Nodes that the tree has and that are not so in `merged`, an overlay of the layers alone.
std::vector<NodeId> wrong_nodes(const FileTree& tree, const std::filesystem::path& merged);

// Makes the directory: these nodes and their parents, with their metadata. A hard link is linked to
// the file in the layer that has its content: layers are bottom first and on the directory's file
// system.
void mend(const FileTree& tree, std::span<const NodeId> wrong,
          std::span<const std::filesystem::path> layers, const std::filesystem::path& directory);

// Mode, owner, extended attributes and modification time of a directory.
void set_directory_metadata(const std::filesystem::path& directory, const FileMetadata& metadata);

}  // namespace whittle::container
