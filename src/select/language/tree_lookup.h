// Names in directories of the tree, symlinks followed: what languages' module searches are made of.
// Paths that are returned may have symlinks on the way; they are for Marker::mark_path().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/contents.h"
#include "whittle/file_tree.h"

namespace whittle::select {

// Of a source file no more than this is read.
inline constexpr std::size_t kMaxSource = std::size_t{4} << 20;

// The directory at this path, which may have "." and ".." in it.
std::optional<NodeId> directory_at(const FileTree& tree, std::string_view path);
// The directory of this name in another one.
std::optional<NodeId> directory_in(const FileTree& tree, NodeId directory, std::string_view name);
// A regular file, or a link to one.
bool has_file(const FileTree& tree, NodeId directory, std::string_view name);
bool is_file(const FileTree& tree, std::string_view path);
// What has this suffix below a directory; symlinks to directories are not followed.
void add_below(const FileTree& tree, NodeId directory, std::string_view suffix,
               std::vector<NodeId>& files);

std::string joined(std::string_view directory, std::string_view name);
// "/a/b" of "/a/b/c"; "/" of "/a".
std::string parent_path(std::string_view path);
// "c" of "/a/b/c".
std::string_view base_name(std::string_view path);

}  // namespace whittle::select
