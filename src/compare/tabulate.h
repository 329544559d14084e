// Makes tables of entries, which come from two images or from a keep file.
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
  // Counted bytes; the names of one inode count once. None: the path does not exist.
  std::optional<std::int64_t> before;
  std::optional<std::int64_t> after;
  std::string what;     // what changed, of a path on both sides; empty: nothing
  std::string package;  // owner before, else after: "dpkg:libc6"; empty: none
};

// Versions of a package in the databases of both sides. There may be several: npm, multi-arch.
struct PackageVersions {
  std::set<std::string> before;
  std::set<std::string> after;
};
using Packages = std::map<std::string, PackageVersions>;  // by "dpkg:libc6"

// depth: components of a directory that has a row of its own. Entries in any order.
Comparison tabulate(std::vector<Entry> entries, const Packages& packages, unsigned depth);

}  // namespace whittle::compare
