// Look-ups in the tree that follow symlinks, for the languages' module searches. Returned paths may
// have symlinks in them: keep them with Marker::mark_path().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/contents.h"
#include "whittle/file_tree.h"

namespace whittle::select {

// At most this much of a source file is read, in bytes.
inline constexpr std::size_t kMaxSource = std::size_t{4} << 20;

// The directory at this path, which may contain "." and "..".
std::optional<NodeId> directory_at(const FileTree& tree, std::string_view path);
// The directory of this name in a directory.
std::optional<NodeId> directory_in(const FileTree& tree, NodeId directory, std::string_view name);
// A regular file, or a link to one.
bool has_file(const FileTree& tree, NodeId directory, std::string_view name);
bool is_file(const FileTree& tree, std::string_view path);
// Appends the files below a directory that have this suffix; symlinked directories are not entered.
void add_below(const FileTree& tree, NodeId directory, std::string_view suffix,
               std::vector<NodeId>& files);

std::string joined(std::string_view directory, std::string_view name);
// "/a/b" of "/a/b/c"; "/" of "/a".
std::string parent_path(std::string_view path);
// "c" of "/a/b/c".
std::string_view base_name(std::string_view path);

}  // namespace whittle::select
