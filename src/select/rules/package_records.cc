#include <algorithm>
#include <array>
#include <iterator>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// For a dpkg package: what dpkg reads. Maintainer scripts are not needed without dpkg.
constexpr std::string_view kDpkgSuffixes[] = {".list", ".md5sums"};
// For a Python package: what importlib.metadata, pip and scanners read.
constexpr std::string_view kPythonNames[] = {
    "METADATA",         "PKG-INFO",      "RECORD",       "WHEEL",     "INSTALLER",
    "entry_points.txt", "top_level.txt", "requires.txt", "REQUESTED", "direct_url.json",
};

bool is_needed(const FileTree& tree, const Package& package, NodeId record) {
  const std::string& name = tree.node(record).name;
  if (record == package.records.front() && !is_system_package(package)) return true;
  if (package.manager == PackageManager::pip) {
    return std::find(std::begin(kPythonNames), std::end(kPythonNames), name) !=
           std::end(kPythonNames);
  }
  const bool in_info = tree.node(tree.node(record).parent).name == "info";
  if (package.manager != PackageManager::dpkg || !in_info) return true;
  return std::any_of(std::begin(kDpkgSuffixes), std::end(kDpkgSuffixes),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

}  // namespace

// So that scanners and `dpkg -l` find the packages that are kept. The databases are kept whole
// here; packages that are gone are removed from them after selection.
void package_records(RuleContext& context) {
  const PackageMetadata metadata = context.options.package_metadata;
  if (metadata == PackageMetadata::drop) return;
  std::array<bool, kPackageManagerCount> present = {};
  for (const Package& package : context.packages.packages) {
    const std::optional<NodeId> kept = first_kept(context, package);
    // A system package without a list of files may be in use.
    const bool unknown = package.files.empty() && is_system_package(package);
    if (!kept && !unknown && metadata == PackageMetadata::prune) continue;
    present[static_cast<std::size_t>(package.manager)] = true;
    const Reason reason = {"package-records", full_name(package),
                           kept ? context.tree.path(*kept) : ""};
    for (const NodeId id : package.records) {
      if (is_needed(context.tree, package, id)) context.marker.mark(id, reason);
    }
  }
  for (const PackageDatabase& database : context.packages.databases) {
    // npm's hidden lock file is a cache that npm writes again.
    if (!present[static_cast<std::size_t>(database.manager)] ||
        database.manager == PackageManager::npm) {
      continue;
    }
    const std::string name(package_manager_name(database.manager));
    context.marker.mark(database.node, {"package-records", "database of " + name, ""});
  }
}

}  // namespace whittle::select::rules
