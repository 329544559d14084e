#include "package/packages.h"

#include <algorithm>
#include <tuple>

#include "package/documents.h"
#include "package/reading.h"
#include "package/stanzas.h"

namespace whittle {

std::string_view package_manager_name(PackageManager manager) {
  constexpr std::string_view kNames[kPackageManagerCount] = {"dpkg", "apk", "rpm",
                                                             "pip",  "npm", "gem"};
  return kNames[static_cast<std::size_t>(manager)];
}

namespace package {
namespace {

constexpr void (*kReaders[])(Reading&) = {read_dpkg, read_apk, read_rpm,
                                          read_pip,  read_npm, read_gem};

void sort_and_unite(std::vector<NodeId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void sort_packages(PackageIndex& index) {
  for (Package& package : index.packages) sort_and_unite(package.files);
  const auto key = [](const Package& package) {
    return std::tie(package.manager, package.name, package.version, package.architecture,
                    package.records);
  };
  std::stable_sort(index.packages.begin(), index.packages.end(),
                   [&](const Package& a, const Package& b) { return key(a) < key(b); });
  const auto by_node = [](const PackageDatabase& a, const PackageDatabase& b) {
    return a.node < b.node;
  };
  std::sort(index.databases.begin(), index.databases.end(), by_node);
}

void find_contents(PackageIndex& index, const FileTree& tree) {
  const Documents documents(tree);
  std::vector<bool> record(tree.size());
  for (const Package& package : index.packages) {
    for (const NodeId id : package.records) record[id] = true;
  }
  for (Package& package : index.packages) {
    for (const NodeId id : package.files) {
      if (tree.metadata(id).type == FileType::directory || record[id]) continue;
      if (!documents.contain(id, package.manager)) package.content.push_back(id);
    }
  }
}

// Managers of languages come last, so that they become owners of what a system package lists, too.
void find_owners(PackageIndex& index, const FileTree& tree) {
  index.node_owner.assign(tree.size(), PackageIndex::kNoPackage);
  for (PackageId owner = 0; owner < index.packages.size(); ++owner) {
    const Package& package = index.packages[owner];
    for (const std::vector<NodeId>* ids : {&package.records, &package.files}) {
      for (const NodeId id : *ids) {
        if (tree.metadata(id).type == FileType::directory) continue;
        PackageId& current = index.node_owner[id];
        const bool narrower = current == PackageIndex::kNoPackage ||
                              (index.packages[current].manager <= PackageManager::rpm &&
                               package.manager > PackageManager::rpm);
        if (narrower) current = owner;
      }
    }
  }
}

// os-release(5)
Distribution distribution_of(Reading& reading) {
  Distribution distribution;
  auto text = reading.text_of("/etc/os-release", Reading::kMaxRecord);
  if (!text) text = reading.text_of("/usr/lib/os-release", Reading::kMaxRecord);
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::string_view line = trimmed(take_line(rest));
    const std::size_t equals = line.find('=');
    if (equals == line.npos) continue;
    std::string_view value = line.substr(equals + 1);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) {
      value = value.substr(1, value.size() - 2);
    }
    if (line.starts_with("ID=")) distribution.id = value;
    if (line.starts_with("VERSION_ID=")) distribution.version_id = value;
  }
  return distribution;
}

}  // namespace

PackageIndex read_packages(const FileTree& tree, const tree::Contents& contents) {
  Reading reading(tree, contents);
  for (const auto read : kReaders) read(reading);
  reading.index.distribution = distribution_of(reading);
  sort_packages(reading.index);
  find_contents(reading.index, tree);
  find_owners(reading.index, tree);
  return std::move(reading.index);
}

}  // namespace package
}  // namespace whittle
