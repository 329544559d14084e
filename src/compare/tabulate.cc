#include "compare/tabulate.h"

#include <algorithm>

#include "text/join.h"

namespace whittle::compare {
namespace {

// The directory of the path, limited to this many components.
std::string row_of(const std::string& path, unsigned depth) {
  std::size_t end = 0;
  for (; depth > 0; --depth) {
    const std::size_t slash = path.find('/', end + 1);
    if (slash == std::string::npos) break;  // the rest is the file's own name
    end = slash;
  }
  return end == 0 ? "/" : path.substr(0, end);
}

void count(Side& side, std::int64_t bytes) {
  ++side.files;
  side.bytes += bytes;
}

void count(Tally& tally, const Entry& entry) {
  if (entry.before) count(tally.before, *entry.before);
  if (entry.after) count(tally.after, *entry.after);
  if (!entry.after) count(tally.removed, *entry.before);
  if (!entry.before) count(tally.added, *entry.after);
  if (entry.before && entry.after && !entry.what.empty()) count(tally.changed, *entry.after);
}

PackageChange change_of_package(const PackageVersions& versions, const Tally& tally) {
  if (versions.before.empty() && tally.before.files == 0) return PackageChange::added;
  if (tally.after.files == 0 && tally.before.files > 0) return PackageChange::removed;
  // A side without a database has no versions.
  if (!versions.after.empty() && versions.before != versions.after) return PackageChange::changed;
  return tally.removed.files == 0 ? PackageChange::kept : PackageChange::partial;
}

PathChange change_of(const Entry& entry) {
  using Kind = PathChange::Kind;
  return {.kind = !entry.after    ? Kind::removed
                  : !entry.before ? Kind::added
                                  : Kind::changed,
          .path = entry.path,
          .what = entry.what,
          .before = entry.before.value_or(0),
          .after = entry.after.value_or(0)};
}

}  // namespace

Comparison tabulate(std::vector<Entry> entries, const Packages& packages, unsigned depth) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& left, const Entry& right) { return left.path < right.path; });
  Comparison comparison;
  std::map<std::string, Tally> by_package;
  std::map<std::string, Tally> by_directory;
  for (const auto& [name, versions] : packages) by_package[name];  // also where it has no files
  for (const Entry& entry : entries) {
    if (!entry.before || !entry.after || !entry.what.empty()) {
      comparison.changes.push_back(change_of(entry));
    }
    if (entry.directory) continue;
    count(comparison.total, entry);
    count(by_package[entry.package], entry);
    count(by_directory[row_of(entry.path, depth)], entry);
  }
  for (const auto& [name, tally] : by_package) {
    const auto found = packages.find(name);
    const PackageVersions versions = found == packages.end() ? PackageVersions() : found->second;
    comparison.packages.push_back({.package = name,
                                   .version_before = text::join(versions.before, ", "),
                                   .version_after = text::join(versions.after, ", "),
                                   .change = change_of_package(versions, tally),
                                   .tally = tally});
  }
  for (const auto& [directory, tally] : by_directory) {
    comparison.directories.push_back({directory, tally});
  }
  return comparison;
}

}  // namespace whittle::compare
