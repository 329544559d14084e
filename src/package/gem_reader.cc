// Ruby gems: specifications/NAME-VERSION.gemspec, which `gem install` writes as plain assignments,
// beside gems/NAME-VERSION/ and extensions/PLATFORM/API/NAME-VERSION/. The files of a gem that came
// with Ruby (specifications/default) or from another manager are not known.

#include <array>

#include "package/places.h"
#include "package/reading.h"
#include "package/stanzas.h"

namespace whittle::package {
namespace {

constexpr std::array<std::string_view, 1> kSpecifications = {"specifications"};
constexpr std::string_view kSuffix = ".gemspec";

// The first text between quotes: `"rack".freeze`, `Gem::Version.new("1.0")`, `["MIT".freeze]`.
std::string quoted(std::string_view value) {
  const std::size_t begin = value.find_first_of("\"'");
  if (begin == value.npos) return {};
  const std::size_t end = value.find(value[begin], begin + 1);
  return end == value.npos ? "" : std::string(value.substr(begin + 1, end - begin - 1));
}

Package package_of(std::string_view specification) {
  Package package{.manager = PackageManager::gem};
  while (!specification.empty()) {
    const std::string_view line = trimmed(take_line(specification));
    const std::size_t equals = line.find('=');
    if (!line.starts_with("s.") || equals == line.npos) continue;
    const std::string_view member = trimmed(line.substr(2, equals - 2));
    const std::string_view value = line.substr(equals + 1);
    if (member == "name") package.name = quoted(value);
    if (member == "version") package.version = quoted(value);
    if (member == "licenses" || member == "license") package.license = quoted(value);
    if (member == "platform") package.architecture = quoted(value);
  }
  return package;
}

std::optional<NodeId> below(const FileTree& tree, std::optional<NodeId> directory,
                            std::string_view name) {
  if (!directory) return std::nullopt;
  const auto& children = tree.node(*directory).children;
  const auto found = children.find(name);
  return found == children.end() ? std::nullopt : std::optional(found->second);
}

void add_files(const FileTree& tree, NodeId home, std::string_view full_name, Package& package) {
  if (const auto gem = below(tree, below(tree, home, "gems"), full_name)) {
    append_subtree(tree, *gem, "", package.files);
  }
  const auto extensions = below(tree, home, "extensions");
  if (!extensions) return;
  for (const auto& [platform, platform_id] : tree.node(*extensions).children) {
    for (const auto& [api, api_id] : tree.node(platform_id).children) {
      if (const auto built = below(tree, api_id, full_name)) {
        append_subtree(tree, *built, "", package.files);
      }
    }
  }
}

bool read_specification(Reading& reading, NodeId home, NodeId file) {
  const std::string& name = reading.tree.node(file).name;
  if (!name.ends_with(kSuffix)) return true;
  const auto text = reading.text(file, Reading::kMaxRecord);
  if (!text) return true;
  Package package = package_of(*text);
  package.records = {file};
  add_files(reading.tree, home, std::string_view(name).substr(0, name.size() - kSuffix.size()),
            package);
  return reading.add(std::move(package));
}

}  // namespace

void read_gem(Reading& reading) {
  const FileTree& tree = reading.tree;
  for (const NodeId specifications : directories_named(tree, kSpecifications)) {
    const NodeId home = tree.node(specifications).parent;
    for (const auto& [name, id] : tree.node(specifications).children) {
      if (tree.metadata(id).type == FileType::regular) {
        if (!read_specification(reading, home, id)) return;
      } else if (name == "default") {
        for (const auto& [default_name, file] : tree.node(id).children) {
          if (!read_specification(reading, home, file)) return;
        }
      }
    }
  }
}

}  // namespace whittle::package
