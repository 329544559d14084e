// Python packages: NAME.dist-info and NAME.egg-info in any site-packages or dist-packages, as
// importlib.metadata finds them. Packages installed by other managers are included, because
// scanners and importlib see them, too.

#include <array>
#include <cctype>

#include "package/pip_record.h"
#include "package/places.h"
#include "package/reading.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

constexpr std::array<std::string_view, 2> kSites = {"site-packages", "dist-packages"};
constexpr std::size_t kMaxLicense = 100;  // a longer value is the licence text, not its name

std::optional<NodeId> child(const FileTree& tree, NodeId directory, std::string_view name) {
  const auto& children = tree.node(directory).children;
  const auto found = children.find(name);
  if (found == children.end()) return std::nullopt;
  return found->second;
}

// "License :: OSI Approved :: MIT License" -> "MIT License"
std::string license_of(const std::vector<Field>& fields) {
  for (const char* name : {"License-Expression", "License"}) {
    const std::string_view value = value_of(fields, name);
    if (!value.empty() && value != "UNKNOWN" && value.size() <= kMaxLicense) {
      return std::string(value);
    }
  }
  for (const Field& field : fields) {
    if (field.name != "Classifier" || !field.value.starts_with("License ::")) continue;
    return std::string(trimmed(field.value.substr(field.value.rfind(':') + 1)));
  }
  return {};
}

// Top-level modules, used where there is no RECORD: those of top_level.txt, else the package's
// name. Namespace packages are left out, because several packages share them.
void add_modules(Reading& reading, NodeId site, NodeId info, Package& package) {
  std::string text;
  if (const auto list = child(reading.tree, info, "top_level.txt")) {
    text = reading.text(*list, Reading::kMaxRecord).value_or("");
  }
  if (text.empty()) {
    for (const char letter : package.name) {
      text += letter == '-' || letter == '.'
                  ? '_'
                  : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string module(trimmed(take_line(rest)));
    if (module.empty() || module.find('/') != module.npos) continue;
    const auto directory = child(reading.tree, site, module);
    if (directory && child(reading.tree, *directory, "__init__.py")) {
      append_subtree(reading.tree, *directory, "", package.files);
    }
    const auto& names = reading.tree.node(site).children;
    // NAME.py, NAME.cpython-311-x86_64-linux-gnu.so
    for (auto at = names.lower_bound(module + ".");
         at != names.end() && at->first.starts_with(module + "."); ++at) {
      if (at->first.ends_with(".py") || at->first.ends_with(".so")) {
        package.files.push_back(at->second);
      }
    }
  }
}

// info: the .dist-info or .egg-info directory, or an .egg-info file with metadata only.
bool read_distribution(Reading& reading, NodeId site, NodeId info) {
  const FileTree& tree = reading.tree;
  const bool is_directory = tree.metadata(info).type == FileType::directory;
  std::optional<NodeId> metadata = info;
  if (is_directory) {
    metadata = child(tree, info, "METADATA");
    if (!metadata) metadata = child(tree, info, "PKG-INFO");
  }
  if (!metadata) return true;
  const auto text = reading.text(*metadata, Reading::kMaxRecord);
  if (!text) return true;
  // The description follows an empty line.
  const std::vector<std::string_view> stanzas = stanzas_of(*text);
  if (stanzas.empty()) return true;
  const std::vector<Field> fields = fields_of(stanzas.front());
  Package package{.manager = PackageManager::pip,
                  .name = std::string(value_of(fields, "Name")),
                  .version = std::string(value_of(fields, "Version")),
                  .license = license_of(fields),
                  .records = {*metadata}};
  const std::optional<NodeId> record = is_directory ? child(tree, info, "RECORD") : std::nullopt;
  if (is_directory) {
    for (const auto& [name, id] : tree.node(info).children) {
      if (id != *metadata && tree.metadata(id).type == FileType::regular) {
        package.records.push_back(id);
      }
    }
  }
  std::optional<std::string> list;
  if (record) list = reading.text(*record, Reading::kMaxDatabase);
  if (list) {
    for (const RecordedFile& file : recorded_files(*list, tree.path(site), reading.paths)) {
      if (file.node) package.files.push_back(*file.node);
    }
  } else {
    add_modules(reading, site, info, package);
  }
  return reading.add(std::move(package));
}

}  // namespace

void read_pip(Reading& reading) {
  for (const NodeId site : directories_named(reading.tree, kSites)) {
    for (const auto& [name, id] : reading.tree.node(site).children) {
      if (!name.ends_with(".dist-info") && !name.ends_with(".egg-info")) continue;
      if (!read_distribution(reading, site, id)) return;
    }
  }
}

}  // namespace whittle::package
