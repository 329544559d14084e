// Paths as patterns of AppArmor (apparmor.d(5), "Globbing"): escapes hostile names, and combines
// families of names into one pattern.
#pragma once

#include <string>
#include <string_view>

namespace whittle::profile {

// A pattern that matches exactly this text. Special characters and bytes that are not printable
// ASCII are escaped.
std::string escaped(std::string_view text);
// A pattern as a word of a rule: in quotes if the parser needs them.
std::string quoted(const std::string& pattern);

// The text before the last slash.
inline std::string_view directory_of(std::string_view path) {
  return path.substr(0, path.rfind('/'));
}

// Whether a file is mapped as code, by its name: libraries, modules of language runtimes.
bool is_mapped_as_code(std::string_view path);
// The pattern for all versions of such a file: /lib/libz.so.1.2.13 -> /lib/libz.so.1{,.*}.
std::string versions_of(std::string_view path);
// The pattern for all files of this kind below a directory: "**.so{,.*}".
std::string mapped_suffix(std::string_view path);

// The pattern for a path whose name differs at each run (mkstemp(3), process ids); other paths are
// only escaped.
std::string pattern_of_made_name(std::string_view path);

}  // namespace whittle::profile
