#include <set>

#include "package/dpkg_lists.h"
#include "package/pruning.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

// The field without the lines of removed files: " /etc/x d41d8cd98f00b204e9800998ecf8427e".
std::string pruned_conffiles(Pruning& pruning, std::string_view field) {
  std::string lines;
  std::string text(take_line(field));
  while (!field.empty()) {
    const std::string_view line = take_line(field);
    const std::string_view path = trimmed(line).substr(0, trimmed(line).find(' '));
    if (pruning.kept(pruning.paths.find(path))) lines += std::string(line) + "\n";
  }
  return lines.empty() ? "" : text + "\n" + lines;
}

std::string pruned_stanza(Pruning& pruning, const std::vector<Field>& fields) {
  std::string text;
  for (const Field& field : fields) {
    text +=
        field.name == "Conffiles" ? pruned_conffiles(pruning, field.text) : std::string(field.text);
  }
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

using NamesAndArchitectures = std::set<std::pair<std::string, std::string>, std::less<>>;

// Name and architecture of the packages that are left.
NamesAndArchitectures dpkg_names_left(const Pruning& pruning) {
  NamesAndArchitectures names;
  for (PackageId id = 0; id < pruning.packages.packages.size(); ++id) {
    const Package& package = pruning.packages.packages[id];
    if (package.manager != PackageManager::dpkg || pruning.removed(id)) continue;
    names.emplace(package.name, package.architecture);
  }
  return names;
}

// Entries of removed packages with configuration left go too: only installed packages are listed.
std::string pruned_status(Pruning& pruning, std::string_view status) {
  const NamesAndArchitectures names = dpkg_names_left(pruning);
  std::string text;
  for (const std::string_view stanza : stanzas_of(status)) {
    const std::vector<Field> fields = fields_of(stanza);
    const std::string_view state = value_of(fields, "Status");
    if (state.ends_with("config-files") || state.ends_with("not-installed")) continue;
    const std::pair name(std::string(value_of(fields, "Package")),
                         std::string(value_of(fields, "Architecture")));
    if (!names.contains(name)) continue;
    text += pruned_stanza(pruning, fields) + "\n";
  }
  return text;
}

std::string pruned_diversions(Pruning& pruning, std::string_view diversions) {
  std::string text;
  while (!diversions.empty()) {
    const std::string from(take_line(diversions));
    const std::string to(take_line(diversions));
    const std::string by(take_line(diversions));
    const bool kept =
        pruning.kept(pruning.paths.find(from)) || pruning.kept(pruning.paths.find(to));
    if (kept) text.append(from).append("\n").append(to).append("\n").append(by).append("\n");
  }
  return text;
}

void prune_lists(Pruning& pruning, const Package& package, const Diversions& diversions) {
  for (const NodeId record : package.records) {
    const std::string& name = pruning.tree.node(record).name;
    const bool is_list = name.ends_with(".list");
    if (!pruning.kept(record) || (!is_list && !name.ends_with(".md5sums"))) continue;
    const std::optional<std::string> text = pruning.text(record);
    if (!text) continue;
    const auto read = is_list ? listed_paths : summed_paths;
    std::string left;
    for (const ListedPath& path : read(*text, package.name, {pruning.paths, diversions})) {
      if (pruning.kept(path.node)) left += path.line;
    }
    if (left != *text) pruning.replace(record, std::move(left));
  }
}

}  // namespace

void prune_dpkg(Pruning& pruning) {
  Diversions diversions;
  for (const PackageDatabase& database : pruning.packages.databases) {
    if (pruning.tree.node(database.node).name != "diversions") continue;
    diversions = Diversions(pruning.text(database.node).value_or(""));
  }
  pruning.update_databases(PackageManager::dpkg,
                           [&](std::string_view name, const std::string& text) {
                             if (name == "status") return pruned_status(pruning, text);
                             if (name == "diversions") return pruned_diversions(pruning, text);
                             return text;
                           });
  for (const Package& package : pruning.packages.packages) {
    if (package.manager == PackageManager::dpkg) prune_lists(pruning, package, diversions);
  }
}

}  // namespace whittle::package
