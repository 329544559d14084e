// The header of an installed package in rpm's database: the number of index entries and of data
// bytes, the entries {tag, type, offset, count}, the data; all big-endian (rpm's
// documentation, "Package format", header structure, without the magic).
//
// Bytes are hostile: an entry that points outside the data is ignored.
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

// None where blob is not a header.
std::optional<RpmHeader> parse_rpm_header(std::string_view blob);

}  // namespace whittle::package
