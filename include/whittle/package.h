// The packages that an image's package databases list, and the nodes of the tree that they own.
//
// Read by package/ from the tree and the layers' contents. Used to select files that belong
// together, to prune the databases, for the SBOM and for comparisons. Databases are hostile: what
// cannot be read is left out, with a line in `warnings`.
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
  std::string architecture;  // as the manager names it; empty: none
  std::string source;        // name of the source package; empty: the same as name
  std::string license;       // as its metadata has it; empty: unknown
  // What it installed, as far as the tree has it: ascending, directories too. A path in the
  // database is resolved as the manager would, so that /lib/x is found in /usr/lib/x of a merged
  // system.
  std::vector<NodeId> files;
  // Its own records: /var/lib/dpkg/info/NAME.*, NAME.dist-info/*, package.json. Not in `files`
  // unless the database says so. A database that is one file for all packages belongs to none.
  // The one that names the package (METADATA, package.json) comes first.
  std::vector<NodeId> records;
  // The part of `files` that does the package's work: without directories, package records,
  // documentation and licence texts.
  std::vector<NodeId> content;
};

// What an image has left of a package.
enum class PackageState : std::uint8_t { kept, partial, removed };

// What happens to the databases in a new image.
enum class PackageMetadata : std::uint8_t {
  prune,  // removed packages are removed from them
  keep,   // they stay as they are
  drop,   // removed, unless a recorded run used them
};
inline constexpr std::array kPackageMetadataWords = {Word{"prune", PackageMetadata::prune},
                                                     Word{"keep", PackageMetadata::keep},
                                                     Word{"drop", PackageMetadata::drop}};

// A database file that lists several packages.
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
  // By NodeId. kNoPackage: a directory, or owned by no package. Where a system package contains a
  // language's package, the latter is the owner, because it is the smaller of the two.
  std::vector<PackageId> node_owner;
  std::vector<PackageDatabase> databases;  // ascending by node
  Distribution distribution;
  std::vector<std::string> warnings;

  static constexpr PackageId kNoPackage = UINT32_MAX;

  // Null where no package owns the node.
  const Package* owner(NodeId id) const {
    if (id >= node_owner.size() || node_owner[id] == kNoPackage) return nullptr;
    return &packages[node_owner[id]];
  }
};

}  // namespace whittle
