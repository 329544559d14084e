// The file lists of dpkg: info/NAME.list, info/NAME.md5sums and diversions (dpkg-divert(1)).
//
// All views point into the given texts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "package/path_finder.h"

namespace whittle::package {

inline constexpr const char* kDpkgStatus = "/var/lib/dpkg/status";
inline constexpr const char* kDpkgDiversions = "/var/lib/dpkg/diversions";
inline constexpr const char* kDpkgInfo = "/var/lib/dpkg/info";
inline constexpr const char* kDpkgStatusDirectory = "/var/lib/dpkg/status.d";  // distroless

class Diversions {
 public:
  Diversions() = default;
  explicit Diversions(const std::string& text);
  // The path at which the package's file is installed.
  std::string_view path_of(std::string_view path, std::string_view package) const;

 private:
  // Path -> its new path, and the package whose files are not diverted.
  std::map<std::string, std::pair<std::string, std::string>, std::less<>> diverted_;
};

struct ListedPath {
  std::string_view line;       // with its newline
  std::optional<NodeId> node;  // empty: the tree does not have it
};

struct ListReading {
  PathFinder& paths;
  const Diversions& diversions;
};

std::vector<ListedPath> listed_paths(std::string_view list, std::string_view package,
                                     ListReading reading);
// A directory is not in md5sums.
std::vector<ListedPath> summed_paths(std::string_view md5sums, std::string_view package,
                                     ListReading reading);

}  // namespace whittle::package
