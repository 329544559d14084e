// How two images differ, or an image and what is made of it: by package, by directory, by reason.
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

// `removed` counts with the size before, `added` with that after; the rest of `before` and `after`
// is files that are on both sides, `changed` or the same.
struct Tally {
  Side before;
  Side after;
  Side removed;
  Side added;
  Side changed;  // with the size after

  std::int64_t difference() const { return after.bytes - before.bytes; }
};

enum class PackageFate : std::uint8_t { kept, partial, removed, added, changed };
constexpr std::string_view package_fate_name(PackageFate fate) {
  constexpr std::array<std::string_view, 5> kNames = {"kept", "partial", "removed", "added",
                                                      "changed"};
  return kNames.at(static_cast<std::size_t>(fate));
}

struct PackageRow {
  std::string package;  // "dpkg:libc6"; empty: what belongs to none
  std::string version_before;
  std::string version_after;
  PackageFate fate = PackageFate::kept;  // changed: another version
  Tally tally;
};

struct DirectoryRow {
  std::string directory;  // with all below it, but for what has a row of its own
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
  std::vector<PackageRow> packages;       // by name; nobody's first
  std::vector<DirectoryRow> directories;  // by name
  std::vector<ReasonRow> reasons;         // empty where no keep file was given
  std::int64_t shrunk_bytes = 0;  // what files with replaced contents have lost; with reasons only
  std::vector<PathChange> changes;  // by path; directories that changed too
  std::vector<std::string> warnings;
};

}  // namespace whittle
