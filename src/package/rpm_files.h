// The paths of rpm's databases, and the lines of its manifest form.
//
// An image without rpm has a list instead (CBL-Mariner's distroless images):
// container-manifest-2, a package a line, its fields separated by tabs: name, version-release, time
// of installation, time of build, vendor, epoch, size, architecture, epoch again, source rpm;
// container-manifest-1 has only name-version-release.architecture.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::package {

inline constexpr const char* kRpmSqlite[] = {"/var/lib/rpm/rpmdb.sqlite",
                                             "/usr/lib/sysimage/rpm/rpmdb.sqlite"};
inline constexpr const char* kRpmManifests[] = {"/var/lib/rpmmanifest/container-manifest-2",
                                                "/var/lib/rpmmanifest/container-manifest-1"};

struct ManifestLine {
  std::string name;
  std::string version;  // [epoch:]version-release
  std::string architecture;
};

// Either form; none where line is neither.
std::optional<ManifestLine> parse_manifest_line(std::string_view line);

}  // namespace whittle::package
