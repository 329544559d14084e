// Entries to tables. Where the entries come from, two images or a keep file, makes no difference.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "whittle/comparison.h"

namespace whittle::compare {

// One path on one side or on both.
struct Entry {
  std::string path;
  bool directory = false;
  // Bytes that the path counts for; the names of one inode count once. Empty: not there.
  std::optional<std::int64_t> before;
  std::optional<std::int64_t> after;
  std::string what;     // of a path on both sides: what has changed; empty: nothing
  std::string package;  // who owns it before, else after: "dpkg:libc6"; empty: nobody
};

// Versions of each package, as the sides' databases tell. There may be several: npm, multi-arch.
struct PackageVersions {
  std::set<std::string> before;
  std::set<std::string> after;
};
using Packages = std::map<std::string, PackageVersions>;  // by "dpkg:libc6"

// depth: components of a directory that has a row of its own. Entries in any order.
Comparison tabulate(std::vector<Entry> entries, const Packages& packages, unsigned depth);

}  // namespace whittle::compare
