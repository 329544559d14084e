// How two images differ, or an image and its minified result: by package, by directory, by reason.
//
// Made by compare/, rendered by report/. All sizes are bytes as FileTree counts them. Each table
// accounts for every file of both sides: its rows add up to `total`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whittle {

struct Side {
  std::size_t files = 0;  // everything but directories
  std::int64_t bytes = 0;
};

// `removed` counts sizes before, `added` sizes after. The other files of `before` and `after` are
// on both sides, `changed` or the same.
struct Tally {
  Side before;
  Side after;
  Side removed;
  Side added;
  Side changed;  // with the size after

  std::int64_t difference() const { return after.bytes - before.bytes; }
};

enum class PackageChange : std::uint8_t { kept, partial, removed, added, changed };
constexpr std::string_view package_change_name(PackageChange change) {
  constexpr std::array<std::string_view, 5> kNames = {"kept", "partial", "removed", "added",
                                                      "changed"};
  return kNames.at(static_cast<std::size_t>(change));
}

struct PackageRow {
  std::string package;  // "dpkg:libc6"; empty: files of no package
  std::string version_before;
  std::string version_after;
  PackageChange change = PackageChange::kept;  // changed: another version
  Tally tally;
};

struct DirectoryRow {
  std::string directory;  // with everything below it that has no row of its own
  Tally tally;
};

struct ReasonRow {
  std::string rule;  // of a keep file
  bool kept = false;
  Side side;  // kept: its size after; dropped: its size before
};

struct PathChange {
  enum class Kind : std::uint8_t { removed, added, changed };
  Kind kind = Kind::changed;
  std::string path;
  std::string what;  // changed: "content", "owner", "mode", "type", "target", "xattrs", with ", "
  std::int64_t before = 0;
  std::int64_t after = 0;
};

struct Comparison {
  static constexpr int kVersion = 1;
  std::string before;  // reference, or the directory of artifacts
  std::string after;
  Tally total;
  std::vector<PackageRow> packages;       // by name; files of no package first
  std::vector<DirectoryRow> directories;  // by name
  std::vector<ReasonRow> reasons;         // empty where no keep file was given
  std::int64_t shrunk_bytes = 0;    // saved in files with replaced content; 0 without a keep file
  std::vector<PathChange> changes;  // by path; directories that changed too
  std::vector<std::string> warnings;
};

}  // namespace whittle
