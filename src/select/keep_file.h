// keep.json: every path with its verdict and reason, for `whittle explain` and other programs.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <optional>

#include "whittle/keep_set.h"

namespace whittle::select {

void write_keep_file(const std::filesystem::path& file, const FileTree& tree, const KeepSet& keep);

struct ExplainedPath {
  std::string path;
  Verdict verdict;
};
// The chain of reasons for a path, from itself to its root; empty when the path is not in the file.
// Throws Error when the file cannot be read.
std::vector<ExplainedPath> explain(const std::filesystem::path& file, std::string_view path);

}  // namespace whittle::select
