// The packages that an image's own databases tell of, and the nodes of the tree that they own.
//
// Read by package/ from the tree and the layers' contents; used by selection (what belongs
// together), by what keeps the databases true to the new image, by the SBOM and by comparisons.
// Databases are hostile: what cannot be read is left out and told in `warnings`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle {

enum class PackageManager : std::uint8_t { dpkg, apk, rpm, pip, npm, gem };
inline constexpr std::size_t kPackageManagerCount = 6;

std::string_view package_manager_name(PackageManager manager);

using PackageId = std::uint32_t;

struct Package {
  PackageManager manager = PackageManager::dpkg;
  std::string name;          // npm: with its scope, "@types/node"
  std::string version;       // as the manager writes it, epoch and revision included
  std::string architecture;  // the manager's word for it; empty: none
  std::string source;        // name of the source package; empty: the same as name
  std::string license;       // as its metadata has it; empty: unknown
  // What it installed, as far as the tree has it: ascending, directories too. A path in the
  // database is resolved as the manager would, so that /lib/x is found in /usr/lib/x of a merged
  // system.
  std::vector<NodeId> files;
  // Its own records: /var/lib/dpkg/info/NAME.*, NAME.dist-info/*, package.json. Not in `files`
  // unless the database says so. A database that is one file for all packages is in none.
  std::vector<NodeId> records;
};

struct PackageIndex {
  std::vector<Package> packages;      // by manager, name, version, architecture
  std::vector<PackageId> node_owner;  // by NodeId: of what is not a directory, kNoPackage: nobody
  std::vector<std::string> warnings;

  static constexpr PackageId kNoPackage = UINT32_MAX;

  // Empty index: nobody owns anything.
  const Package* owner(NodeId id) const {
    if (id >= node_owner.size() || node_owner[id] == kNoPackage) return nullptr;
    return &packages[node_owner[id]];
  }
};

}  // namespace whittle
