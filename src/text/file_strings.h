// Finds names of libraries, absolute paths and given words ("marks") in a file.
//
// In a binary, a printable string that ends with a NUL counts, like literals in C and the names of
// dynamic symbols. Go and Rust store literals without an end mark, so marks that begin with a slash
// are searched for anywhere. In a text, words outside comments count. Files are hostile: bytes read
// and strings found are limited.
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

// Marks have to outlive the result. What cannot be read is skipped.
FileStrings read_binary_strings(int fd, std::span<const std::string_view> marks);
FileStrings read_text_strings(std::string_view text, std::span<const std::string_view> marks);

}  // namespace whittle::text
