#include <set>

#include "package/apk_blocks.h"
#include "package/pruning.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

std::set<std::string, std::less<>> apk_names_left(const Pruning& pruning) {
  std::set<std::string, std::less<>> names;
  for (PackageId id = 0; id < pruning.packages.packages.size(); ++id) {
    const Package& package = pruning.packages.packages[id];
    if (package.manager == PackageManager::apk && !pruning.removed(id)) names.insert(package.name);
  }
  return names;
}

// M belongs to the F line above, a and Z to the R line above.
std::string pruned_block(Pruning& pruning, const std::vector<ApkLine>& lines) {
  std::string text;
  bool directory_kept = true;
  bool file_kept = true;
  for (const ApkLine& line : lines) {
    if (line.letter == 'F') directory_kept = pruning.kept(apk_node(line, pruning.paths));
    if (line.letter == 'R') file_kept = pruning.kept(apk_node(line, pruning.paths));
    const bool of_directory = line.letter == 'F' || line.letter == 'M';
    const bool of_file = line.letter == 'R' || line.letter == 'a' || line.letter == 'Z';
    if ((of_directory && !directory_kept) || (of_file && (!directory_kept || !file_kept))) continue;
    text += line.text;
  }
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

std::string pruned_database(Pruning& pruning, std::string_view database) {
  const auto names = apk_names_left(pruning);
  std::string text;
  for (const std::string_view block : stanzas_of(database)) {
    const std::vector<ApkLine> lines = apk_lines(block);
    for (const ApkLine& line : lines) {
      if (line.letter != 'P') continue;
      if (names.contains(line.value)) text += pruned_block(pruning, lines) + "\n";
      break;
    }
  }
  return text;
}

// apk-world(5): "name", "name>=1.0", "name@tag", "!name". Packages that are not installed any more
// are removed.
std::string pruned_world(Pruning& pruning, std::string_view world) {
  const auto names = apk_names_left(pruning);
  std::string text;
  while (!world.empty()) {
    const std::string_view line = take_line(world);
    const std::string_view name = trimmed(line.substr(0, line.find_first_of("<>=~@")));
    if (name.starts_with('!') || names.contains(name)) text += std::string(line) + "\n";
  }
  return text;
}

}  // namespace

void prune_apk(Pruning& pruning) {
  pruning.update_databases(PackageManager::apk,
                           [&](std::string_view name, const std::string& text) {
                             if (name == "installed") return pruned_database(pruning, text);
                             if (name == "world") return pruned_world(pruning, text);
                             return text;
                           });
}

}  // namespace whittle::package
