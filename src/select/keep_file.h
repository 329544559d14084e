// keep.json: every path with its verdict and reason, for `whittle explain` and other programs.
//
//   {"schema": 1,
//    "totals": {"paths": 3, "kept_files": 1, "kept_bytes": 12, "dropped_bytes": 0},
//    "warnings": ["..."],
//    "paths": [
//   {"path":"/etc/x","kept":true,"rule":"recorded","evidence":"open by /bin/sh","parent":""},
//   ...
//
// One path a line, in the tree's order; same keep set, same bytes. Paths are bytes and JSON is
// UTF-8: where a path or parent is not UTF-8, its bad bytes are shown as U+FFFD and a field
// "path_hex" or "parent_hex" has all its bytes in hexadecimal. Written as a stream, read as one:
// memory does not hold the text.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/keep_set.h"

namespace whittle::select {

// The file appears whole or not at all; throws SystemError.
void write_keep_file(const std::filesystem::path& file, const FileTree& tree, const KeepSet& keep);

struct ExplainedPath {
  std::string path;
  Verdict verdict;
};
// The chain of reasons for a path, from itself to its root; empty when the path is not in the file.
// Throws Error when the file cannot be read.
std::vector<ExplainedPath> explain(const std::filesystem::path& file, std::string_view path);

}  // namespace whittle::select
