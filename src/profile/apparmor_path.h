// Paths as AppArmor's globs (apparmor.d(5), "Globbing"): hostile names as they are, families of
// names as one pattern.
#pragma once

#include <string>
#include <string_view>

namespace whittle::profile {

// A pattern that matches exactly this text. What globs, variables, quotes and lists are made of,
// and what is not printable ASCII, stands as an octal or plain escape.
std::string escaped(std::string_view text);
// A pattern as a word of a rule: in quotes where the parser asks for them.
std::string quoted(const std::string& pattern);

// Files that are mapped as code have names of their own: libraries, modules of language runtimes.
bool is_mapped_as_code(std::string_view path);
// Of such a path the pattern of its versions: /lib/libz.so.1.2.13 -> /lib/libz.so.1{,.*}.
std::string versions_of(std::string_view path);
// Patterns of all such files below a directory that has this one, as "**.so{,.*}".
std::string mapped_suffix(std::string_view path);

// A name that is made anew at each run, as mkstemp(3) and process ids make them, as a pattern of
// its kind; others as they are.
std::string pattern_of_made_name(std::string_view path);

}  // namespace whittle::profile
