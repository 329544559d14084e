// rpm: its SQLite database (since rpm 4.16), or the manifest form.

#include <set>
#include <tuple>

#include "package/reading.h"
#include "package/rpm_files.h"
#include "package/rpm_header.h"
#include "package/sqlite.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

// Berkeley DB and ndb, of older systems and of SUSE.
constexpr const char* kUnreadable[] = {"/var/lib/rpm/Packages", "/var/lib/rpm/Packages.db",
                                       "/usr/lib/sysimage/rpm/Packages",
                                       "/usr/lib/sysimage/rpm/Packages.db"};

Package package_of(const RpmHeader& header, PathFinder& paths) {
  Package package{.manager = PackageManager::rpm,
                  .name = header.name,
                  .version = header.version,
                  .architecture = header.architecture,
                  .source = header.source,
                  .license = header.license};
  for (const RpmFile& file : header.files) {
    const auto node = file.directory ? paths.directory(file.path) : paths.find(file.path);
    if (node) package.files.push_back(*node);
  }
  return package;
}

bool has_pending_log(const Reading& reading, const std::string& database) {
  const auto log = reading.tree.resolve(database + "-wal", FollowLast::yes).node;
  return log && reading.tree.metadata(*log).size > 0;
}

void read_sqlite(Reading& reading, NodeId file) {
  const std::string path = reading.tree.path(file);
  if (has_pending_log(reading, path)) {
    reading.warn(path + " has a write-ahead log that is not empty; its packages are unknown");
    return;
  }
  const auto bytes = reading.text(file, Reading::kMaxDatabase);
  if (!bytes) return;
  const std::optional<Sqlite> database = Sqlite::from_bytes(*bytes);
  bool room = true;
  std::size_t damaged = 0;
  const bool whole =
      database && database->query("SELECT blob FROM Packages ORDER BY hnum", [&](const auto& row) {
        const std::optional<RpmHeader> header = parse_rpm_header(row.bytes(0));
        if (!header) ++damaged;
        if (header && room) room = reading.add(package_of(*header, reading.paths));
      });
  if (!whole) reading.warn(path + " is damaged; packages are missing");
  if (damaged > 0) {
    reading.warn(path + " has " + std::to_string(damaged) + " entries that cannot be read");
  }
  if (database) reading.database(PackageManager::rpm, file);
}

using RpmNames = std::set<std::tuple<std::string, std::string, std::string>>;

RpmNames names_so_far(const PackageIndex& index) {
  RpmNames names;
  for (const Package& package : index.packages) {
    if (package.manager != PackageManager::rpm) continue;
    names.emplace(package.name, package.version, package.architecture);
  }
  return names;
}

// Packages that the database or the other manifest lists are not added again.
void read_manifest(Reading& reading, NodeId file) {
  const auto text = reading.text(file, Reading::kMaxDatabase);
  if (!text) return;
  reading.database(PackageManager::rpm, file);
  RpmNames known = names_so_far(reading.index);
  std::string_view rest = *text;
  while (!rest.empty()) {
    const auto line = parse_manifest_line(trimmed(take_line(rest)));
    if (!line || !known.emplace(line->name, line->version, line->architecture).second) continue;
    if (!reading.add({.manager = PackageManager::rpm,
                      .name = line->name,
                      .version = line->version,
                      .architecture = line->architecture})) {
      return;
    }
  }
}

}  // namespace

void read_rpm(Reading& reading) {
  const std::vector<NodeId> databases = reading.files(kRpmSqlite);
  for (const NodeId file : databases) read_sqlite(reading, file);
  if (databases.empty()) {
    for (const char* path : kUnreadable) {
      if (!reading.file(path)) continue;
      reading.warn(std::string(path) + " is an rpm database in an unsupported format");
      break;
    }
  }
  for (const char* path : kRpmManifests) {
    if (const auto file = reading.file(path)) {
      read_manifest(reading, *file);
      // Version 1 has no epochs and nothing else that version 2 does not have.
      if (path == kRpmManifests[0]) break;
    }
  }
}

}  // namespace whittle::package
