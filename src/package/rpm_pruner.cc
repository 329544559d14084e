#include <set>
#include <tuple>

#include "package/pruning.h"
#include "package/rpm_files.h"
#include "package/rpm_header.h"
#include "package/sqlite.h"
#include "package/stanzas.h"
#include "text/join.h"

namespace whittle::package {
namespace {

using RpmNames = std::set<std::tuple<std::string, std::string, std::string>>;

// Old manifests have no epochs.
std::string without_epoch(const std::string& version) {
  const std::size_t colon = version.find(':');
  return colon == version.npos ? version : version.substr(colon + 1);
}

// Name, version without its epoch, and architecture of the packages that are left.
RpmNames rpm_names_left(const Pruning& pruning) {
  RpmNames names;
  for (PackageId id = 0; id < pruning.packages.packages.size(); ++id) {
    const Package& package = pruning.packages.packages[id];
    if (package.manager != PackageManager::rpm || pruning.removed(id)) continue;
    names.emplace(package.name, without_epoch(package.version), package.architecture);
  }
  return names;
}

// Rows of removed packages, as "1,5,6".
std::optional<std::string> rows_to_delete(const Sqlite& database, const RpmNames& names) {
  std::string rows;
  const bool whole = database.query("SELECT hnum, blob FROM Packages", [&](const auto& row) {
    const std::optional<RpmHeader> header = parse_rpm_header(row.bytes(1));
    if (!header ||
        names.contains({header->name, without_epoch(header->version), header->architecture})) {
      return;
    }
    text::append_item(rows, std::to_string(row.number(0)), ",");
  });
  return whole ? std::optional(rows) : std::nullopt;
}

// Packages itself, and the indexes over it: Name, Basenames, Providename, ...
std::vector<std::string> tables_of_rows(const Sqlite& database) {
  std::vector<std::string> tables;
  database.query(
      "SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND "
      "t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
      "c.name = 'hnum' ORDER BY t.name",
      [&](const auto& row) { tables.emplace_back(row.bytes(0)); });
  return tables;
}

std::optional<std::string> pruned_database(std::string_view bytes, const RpmNames& names) {
  const std::optional<Sqlite> database = Sqlite::from_bytes(bytes);
  if (!database) return std::nullopt;
  const std::optional<std::string> rows = rows_to_delete(*database, names);
  if (!rows) return std::nullopt;
  if (rows->empty()) return std::string(bytes);
  for (const std::string& table : tables_of_rows(*database)) {
    if (!database->execute("DELETE FROM " + quoted_name(table) + " WHERE hnum IN (" + *rows +
                           ")")) {
      return std::nullopt;
    }
  }
  if (!database->execute("VACUUM")) return std::nullopt;
  return database->bytes();
}

std::string pruned_manifest(std::string_view manifest, const RpmNames& names) {
  std::string text;
  while (!manifest.empty()) {
    const std::string_view line = take_line(manifest);
    const auto parsed = parse_manifest_line(trimmed(line));
    const bool gone = parsed && !names.contains({parsed->name, without_epoch(parsed->version),
                                                 parsed->architecture});
    if (!gone) text += std::string(line) + "\n";
  }
  return text;
}

}  // namespace

void prune_rpm(Pruning& pruning) {
  const RpmNames names = rpm_names_left(pruning);
  for (const PackageDatabase& database : pruning.packages.databases) {
    if (database.manager != PackageManager::rpm) continue;
    if (!pruning.kept(database.node)) continue;
    const std::optional<std::string> text = pruning.text(database.node);
    if (!text) continue;
    const bool is_sqlite = pruning.tree.node(database.node).name.ends_with(".sqlite");
    std::optional<std::string> left =
        is_sqlite ? pruned_database(*text, names) : pruned_manifest(*text, names);
    if (!left) {
      pruning.warn(pruning.tree.path(database.node) +
                   " still describes the original image: it is damaged");
    } else if (*left != *text) {
      pruning.replace(database.node, std::move(*left));
    }
  }
}

}  // namespace whittle::package
