// npm: each directory of a node_modules whose package.json has a name and a version
// (package-json(5)). Its files are all that is below it, without the packages in its own
// node_modules.

#include <array>
#include <nlohmann/json.hpp>

#include "package/places.h"
#include "package/reading.h"

namespace whittle::package {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 1> kModules = {"node_modules"};

std::string text_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

// "license": "MIT", or an older form: {"type": "MIT", "url": ...}.
std::string license_of(const Json& object) {
  const auto license = object.find("license");
  if (license != object.end() && license->is_object()) return text_member(*license, "type");
  return text_member(object, "license");
}

bool read_module(Reading& reading, NodeId directory) {
  const auto& children = reading.tree.node(directory).children;
  const auto file = children.find("package.json");
  if (file == children.end()) return true;
  const auto text = reading.text(file->second, Reading::kMaxRecord);
  if (!text) return true;
  const Json object = Json::parse(*text, nullptr, false);
  if (!object.is_object()) return true;
  Package package{.manager = PackageManager::npm,
                  .name = text_member(object, "name"),
                  .version = text_member(object, "version"),
                  .license = license_of(object),
                  .records = {file->second}};
  if (package.name.empty() || package.version.empty()) return true;
  append_subtree(reading.tree, directory, kModules[0], package.files);
  return reading.add(std::move(package));
}

}  // namespace

void read_npm(Reading& reading) {
  const FileTree& tree = reading.tree;
  for (const NodeId modules : directories_named(tree, kModules)) {
    for (const auto& [name, id] : tree.node(modules).children) {
      if (name == ".package-lock.json") reading.database(PackageManager::npm, id);
      if (tree.metadata(id).type != FileType::directory) continue;
      if (!name.starts_with('@')) {
        if (!read_module(reading, id)) return;
        continue;
      }
      for (const auto& [scoped, module] : tree.node(id).children) {
        if (tree.metadata(module).type != FileType::directory) continue;
        if (!read_module(reading, module)) return;
      }
    }
  }
}

}  // namespace whittle::package
