// Data sets of the system (certificates, time zones, locales, ...) that programs open by name, and
// the clues in kept files that a program may do so. One table (data_sets.cc).
#pragma once

#include <span>
#include <string_view>

namespace whittle::select {

// A sign that a data set may be used. One of a set's clues is enough.
struct Clue {
  enum class Kind {
    program,      // a kept ELF file (program or library) has a name with this prefix
    file,         // a kept file has exactly this name
    mentions,     // a kept file contains this path, or imports this function
    environment,  // the image sets this environment variable
  };
  Kind kind;
  std::string_view text;
  // For `mentions`: files with these name prefixes do not count, because they contain the text
  // without using it: libc contains every path.
  std::span<const std::string_view> except_files = {};
  // For `mentions`: files that contain this text too do not count.
  std::string_view unless_mentions = {};
};

struct DataSet {
  std::string_view name;
  std::span<const Clue> clues;
  std::span<const std::string_view> paths;  // as in tree/glob.h; directories with everything below
  std::span<const std::string_view> without = {};  // directories below them that are left out
};

// SelectOptions::data_budget applies to each of them separately.
std::span<const DataSet> data_sets();

}  // namespace whittle::select
