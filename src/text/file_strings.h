// What a file says in plain letters: names of libraries, absolute paths, and some known words.
//
// A string of a binary counts where it is printable and ends with a NUL, as C's literals and the
// names of dynamic symbols do. Go and Rust put their literals together without an end, so known
// paths ("marks" that start with a slash) are looked for anywhere. Of a text its words count,
// outside comments. Files are hostile: bytes read and strings found are bounded.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace whittle::text {

struct FileStrings {
  std::set<std::string> libraries;  // "libz.so.1", as for dlopen(3)
  std::set<std::string> paths;      // absolute
  std::set<std::string_view> marks;
};

// Marks must outlive the result. What cannot be read is left out.
FileStrings read_binary_strings(int fd, std::span<const std::string_view> marks);
FileStrings read_text_strings(std::string_view text, std::span<const std::string_view> marks);

}  // namespace whittle::text
