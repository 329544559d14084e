// RECORD of an installed Python package: a CSV line for each file (the "recording installed
// projects" specification of PyPA). Paths are relative to the directory of the .dist-info, or
// absolute.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "package/path_finder.h"

namespace whittle::package {

struct RecordedFile {
  std::string_view line;  // with its newline
  std::optional<NodeId> node;
};

// site: the path of the directory that contains the .dist-info.
std::vector<RecordedFile> recorded_files(std::string_view record, const std::string& site,
                                         PathFinder& paths);

}  // namespace whittle::package
