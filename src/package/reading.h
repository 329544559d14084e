// The state that all readers share: the tree, bounded reading, and the packages found so far.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "package/path_finder.h"
#include "tree/contents.h"
#include "whittle/package.h"

namespace whittle::package {

class Reading {
 public:
  Reading(const FileTree& its_tree, const tree::Contents& its_contents)
      : tree(its_tree), paths(its_tree), contents_(its_contents) {}

  static constexpr std::int64_t kMaxDatabase = std::int64_t{64} << 20;
  static constexpr std::int64_t kMaxRecord = std::int64_t{4} << 20;
  static constexpr std::size_t kMaxPackages = 100'000;
  static constexpr std::size_t kMaxFiles = 20'000'000;  // of all packages together

  const FileTree& tree;
  PathFinder paths;
  PackageIndex index;

  // The content of a regular file. None, with a warning, where it is larger than limit, cannot be
  // read, or exceeds the total for all databases.
  std::optional<std::string> text(NodeId id, std::int64_t limit);
  // The regular file that path resolves to, and its text.
  std::optional<NodeId> file(std::string_view path);
  // The regular files at these paths, each once where one is a symlink to another.
  std::vector<NodeId> files(std::span<const char* const> paths);
  std::optional<std::string> text_of(std::string_view path, std::int64_t limit);

  // False, with one warning, when there are too many. A package without a name is left out.
  bool add(Package package);
  void database(PackageManager manager, NodeId id) { index.databases.push_back({manager, id}); }
  void warn(const std::string& warning) { index.warnings.push_back(warning); }

 private:
  const tree::Contents& contents_;
  std::int64_t budget_ = std::int64_t{512} << 20;  // bytes
  std::size_t files_ = 0;
};

// A reader for each database; each finds its own places in the tree.
void read_dpkg(Reading& reading);
void read_apk(Reading& reading);
void read_rpm(Reading& reading);
void read_pip(Reading& reading);
void read_npm(Reading& reading);
void read_gem(Reading& reading);

}  // namespace whittle::package
