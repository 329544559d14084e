// The header of an installed package as rpm's database holds it: a count of index entries and one
// of data bytes, the entries {tag, type, offset, count}, the data; all big-endian (rpm's
// documentation, "Package format", header structure, without the magic).
//
// Bytes are hostile: an entry that leads outside the data is as good as none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::package {

struct RpmFile {
  std::string path;
  bool directory = false;
};

struct RpmHeader {
  std::string name;
  std::string version;  // [epoch:]version-release
  std::string architecture;
  std::string license;
  std::string source;  // name of the source package
  std::vector<RpmFile> files;
};

// Empty: no header.
std::optional<RpmHeader> parse_rpm_header(std::string_view blob);

}  // namespace whittle::package
