// Trace and tree to keep set: mark and sweep. Roots are marked by the rules in rules/ (one a file),
// each mark pulls in what it needs (parents, symlink chains, ELF libraries, script interpreters),
// the rest is swept.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/trace.h"

namespace whittle::select {

struct SelectOptions {
  std::vector<std::string> include_paths;  // a path with all below it; * and ** as in a shell
  std::vector<std::string> include_bins;   // a file with its libraries (path in the image)
  std::vector<std::string>
      include_exes;            // a program by name, looked up in PATH, with its libraries
  bool include_shell = false;  // sh and the usual tools of a shell session
  std::vector<std::string>
      exclude_patterns;  // a path with all below it; without a slash: names anywhere
};

// A node's content lies in layer_directories[inode.layer] + inode.content_path.
KeepSet select(const FileTree& tree, std::span<const std::filesystem::path> layer_directories,
               const ImageConfig& config, const Trace& trace, const SelectOptions& options);

}  // namespace whittle::select
