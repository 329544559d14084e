// dpkg: deb822(5), dpkg-query(1), and the form of distroless images, with a file for each package
// in status.d.

#include <set>

#include "package/dpkg_lists.h"
#include "package/reading.h"
#include "package/stanzas.h"
#include "text/join.h"

namespace whittle::package {
namespace {

constexpr std::size_t kMaxLicenses = 20;

using Records = std::map<std::string, std::vector<NodeId>, std::less<>>;

// The files of info/ by their names up to the last dot: "libc6:amd64" has .list, .md5sums, ...
Records info_records(const FileTree& tree) {
  Records records;
  const auto info = tree.resolve(kDpkgInfo, FollowLast::yes).node;
  if (!info) return records;
  for (const auto& [name, id] : tree.node(*info).children) {
    const std::size_t dot = name.rfind('.');
    if (dot == name.npos || tree.metadata(id).type != FileType::regular) continue;
    records[name.substr(0, dot)].push_back(id);
  }
  return records;
}

bool installed(std::string_view status) {
  const std::size_t blank = status.rfind(' ');
  const std::string_view state = blank == status.npos ? status : status.substr(blank + 1);
  return state != "not-installed" && state != "config-files";
}

Package package_of(const std::vector<Field>& fields) {
  Package package{.manager = PackageManager::dpkg,
                  .name = std::string(value_of(fields, "Package")),
                  .version = std::string(value_of(fields, "Version")),
                  .architecture = std::string(value_of(fields, "Architecture"))};
  // "glibc (2.36-1)"
  const std::string_view source = value_of(fields, "Source");
  package.source = std::string(source.substr(0, source.find(' ')));
  return package;
}

// The short names of a machine-readable copyright file (copyright-format 1.0); empty for others.
std::string license_of(Reading& reading, const std::string& package) {
  const auto file = reading.file("/usr/share/doc/" + package + "/copyright");
  if (!file || reading.tree.metadata(*file).size > Reading::kMaxRecord) return {};
  const auto text = reading.text(*file, Reading::kMaxRecord);
  if (!text || !text->starts_with("Format:")) return {};
  std::set<std::string_view> names;
  std::string_view rest = *text;
  while (!rest.empty() && names.size() < kMaxLicenses) {
    const std::string_view line = take_line(rest);
    if (line.starts_with("License:")) names.insert(trimmed(line.substr(8)));
  }
  names.erase("");
  return text::join(names, ", ");
}

void add_files(Package& package, const std::vector<ListedPath>& paths) {
  for (const ListedPath& path : paths) {
    if (path.node) package.files.push_back(*path.node);
  }
}

void read_status(Reading& reading, const Diversions& diversions) {
  const auto status = reading.file(kDpkgStatus);
  if (!status) return;
  const auto text = reading.text(*status, Reading::kMaxDatabase);
  if (!text) return;
  reading.database(PackageManager::dpkg, *status);
  const Records records = info_records(reading.tree);
  for (const std::string_view stanza : stanzas_of(*text)) {
    const std::vector<Field> fields = fields_of(stanza);
    if (!installed(value_of(fields, "Status"))) continue;
    Package package = package_of(fields);
    auto found = records.find(package.name + ":" + package.architecture);
    if (found == records.end()) found = records.find(package.name);
    if (found != records.end()) package.records = found->second;
    for (const NodeId record : package.records) {
      if (!reading.tree.node(record).name.ends_with(".list")) continue;
      const auto list = reading.text(record, Reading::kMaxDatabase);
      if (list) add_files(package, listed_paths(*list, package.name, {reading.paths, diversions}));
    }
    package.license = license_of(reading, package.name);
    if (!reading.add(std::move(package))) return;
  }
}

// NAME has the stanza, NAME.md5sums the files.
void read_status_directory(Reading& reading, const Diversions& diversions) {
  const auto directory = reading.tree.resolve(kDpkgStatusDirectory, FollowLast::yes).node;
  if (!directory) return;
  const auto& children = reading.tree.node(*directory).children;
  for (const auto& [name, id] : children) {
    if (name.ends_with(".md5sums")) continue;
    const auto text = reading.text(id, Reading::kMaxRecord);
    if (!text) continue;
    Package package = package_of(fields_of(*text));
    package.records = {id};
    if (const auto sums = children.find(name + ".md5sums"); sums != children.end()) {
      package.records.push_back(sums->second);
      const auto list = reading.text(sums->second, Reading::kMaxDatabase);
      if (list) add_files(package, summed_paths(*list, package.name, {reading.paths, diversions}));
    }
    package.license = license_of(reading, package.name);
    if (!reading.add(std::move(package))) return;
  }
}

}  // namespace

void read_dpkg(Reading& reading) {
  const Diversions diversions(reading.text_of(kDpkgDiversions, Reading::kMaxRecord).value_or(""));
  // Without `format`, dpkg expects other names for the lists of multiarch packages.
  for (const char* path : {"/var/lib/dpkg/arch", "/var/lib/dpkg/info/format", kDpkgDiversions}) {
    if (const auto file = reading.file(path)) reading.database(PackageManager::dpkg, *file);
  }
  read_status(reading, diversions);
  read_status_directory(reading, diversions);
}

}  // namespace whittle::package
