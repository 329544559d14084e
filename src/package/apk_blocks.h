// The lines of a package's block in apk's installed database. Views point into the block.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "package/path_finder.h"

namespace whittle::package {

inline constexpr const char* kApkDatabases[] = {"/lib/apk/db/installed",
                                                "/usr/lib/apk/db/installed"};
inline constexpr const char* kApkWorld = "/etc/apk/world";

struct ApkLine {
  char letter = 0;
  std::string_view value;
  std::string_view text;       // the whole line, with its newline
  std::string_view directory;  // of R, Z, a and M: the F: above
};

std::vector<ApkLine> apk_lines(std::string_view block);
// Of an F or R line.
std::optional<NodeId> apk_node(const ApkLine& line, PathFinder& paths);

}  // namespace whittle::package
