// apk: the installed database (apk-package(5); letters as in an index, then F: a directory and R:
// a file in it).

#include "package/apk_blocks.h"
#include "package/reading.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

Package package_of(const std::vector<ApkLine>& lines, PathFinder& paths) {
  Package package{.manager = PackageManager::apk};
  for (const ApkLine& line : lines) {
    if (line.letter == 'P') package.name = line.value;
    if (line.letter == 'V') package.version = line.value;
    if (line.letter == 'A') package.architecture = line.value;
    if (line.letter == 'L') package.license = line.value;
    if (line.letter == 'o') package.source = line.value;
    if (line.letter != 'F' && line.letter != 'R') continue;
    if (const auto node = apk_node(line, paths)) package.files.push_back(*node);
  }
  return package;
}

}  // namespace

void read_apk(Reading& reading) {
  const std::vector<NodeId> databases = reading.files(kApkDatabases);
  for (const NodeId file : databases) {
    const auto text = reading.text(file, Reading::kMaxDatabase);
    if (!text) continue;
    reading.database(PackageManager::apk, file);
    for (const std::string_view block : stanzas_of(*text)) {
      if (!reading.add(package_of(apk_lines(block), reading.paths))) return;
    }
  }
  if (databases.empty()) return;
  // Without a world apk does not open its database.
  for (const char* path : {kApkWorld, "/etc/apk/arch"}) {
    if (const auto file = reading.file(path)) reading.database(PackageManager::apk, *file);
  }
}

}  // namespace whittle::package
