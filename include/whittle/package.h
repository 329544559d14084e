// The packages that an image's own databases tell of, and the nodes of the tree that they own.
//
// Read by package/ from the tree and the layers' contents; used by selection (what belongs
// together), by what keeps the databases true to the new image, by the SBOM and by comparisons.
// Databases are hostile: what cannot be read is left out and told in `warnings`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/word.h"

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
  // The one that names the package (METADATA, package.json) comes first.
  std::vector<NodeId> records;
  // Those of `files` that make it the package that it is: no directory, no record of any package,
  // no documentation or licence text.
  std::vector<NodeId> content;
};

// What an image has left of a package.
enum class PackageState : std::uint8_t { kept, partial, removed };

// What happens to the databases in a new image.
enum class PackageMetadata : std::uint8_t {
  prune,  // they tell of what is left
  keep,   // they stay as they are
  drop,   // they go, as far as no recorded run has used them
};
inline constexpr std::array kPackageMetadataWords = {Word{"prune", PackageMetadata::prune},
                                                     Word{"keep", PackageMetadata::keep},
                                                     Word{"drop", PackageMetadata::drop}};

// A file of a database that tells of several packages.
struct PackageDatabase {
  PackageManager manager = PackageManager::dpkg;
  NodeId node = 0;
};

// os-release(5); empty: not said.
struct Distribution {
  std::string id;          // "debian"
  std::string version_id;  // "12"
};

struct PackageIndex {
  std::vector<Package> packages;  // by manager, name, version, architecture
  // By NodeId: of what is not a directory; kNoPackage: nobody. Where a system package ships a
  // package of a language, the latter: it is the narrower of the two.
  std::vector<PackageId> node_owner;
  std::vector<PackageDatabase> databases;  // ascending by node
  Distribution distribution;
  std::vector<std::string> warnings;

  static constexpr PackageId kNoPackage = UINT32_MAX;

  // Empty index: nobody owns anything.
  const Package* owner(NodeId id) const {
    if (id >= node_owner.size() || node_owner[id] == kNoPackage) return nullptr;
    return &packages[node_owner[id]];
  }
};

}  // namespace whittle
