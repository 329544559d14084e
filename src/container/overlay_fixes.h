// An additional lower directory on top of the layers, for what single layer directories cannot
// express.
//
// A layer is unpacked into a directory of its own, which cannot have a hard link to a file of a
// lower layer, and has default metadata for parent directories that its tar does not list. In an
// overlay of these directories both are wrong; Docker unpacks a layer over those below it, so there
// both are right.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::container {

// The nodes of the tree that are missing or different in `merged`, an overlay of the layers alone.
std::vector<NodeId> differing_nodes(const FileTree& tree, const std::filesystem::path& merged);

// Creates the directory with these nodes and their parents. A hard link is made to the file in the
// layer that has the content. layers: bottom first, on the same file system as the directory.
void make_fix_directory(const FileTree& tree, std::span<const NodeId> wrong,
                        std::span<const std::filesystem::path> layers,
                        const std::filesystem::path& directory);

// Sets mode, owner, extended attributes and modification time.
void set_directory_metadata(const std::filesystem::path& directory, const FileMetadata& metadata);

}  // namespace whittle::container
