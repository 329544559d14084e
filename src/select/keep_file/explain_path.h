// Why a path was kept or dropped, from a keep file alone, for `whittle explain PATH`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "select/keep_file/keep_file.h"

namespace whittle::select {

// The tree as far as a keep file describes it: types, modes, owners, sizes and symlinks, but no
// hard links and no times.
FileTree tree_of(const KeepFile& keep);

// How much of a package is kept.
struct OwnerState {
  std::string owner;  // "dpkg:libc6 2.36-9"; empty: no package
  std::size_t files = 0;
  std::size_t kept = 0;
};
// "kept", "partial" or "removed".
std::string_view state_word(const OwnerState& state);

// An option or change that would keep a dropped path.
struct Remedy {
  std::string what;  // "--include-path /usr/bin/perl"
  std::string why;   // "3 of 20 files of dpkg:perl 5.36 are kept"; may be empty
};

struct Explanation {
  std::vector<KeepLine> links;  // symlinks on the way to the path, in order
  std::vector<KeepLine> chain;  // the path, its parent, and so on up to a root; each path once
  OwnerState owner;
  // Only for a dropped path:
  std::string nearest_kept;
  std::vector<Remedy> remedies;
};

// Empty: the image has no such path.
std::optional<Explanation> explain_path(const KeepFile& keep, const FileTree& tree,
                                        std::string_view path);

}  // namespace whittle::select
