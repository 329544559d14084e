// The data that programs reach by name without being linked with it, and what in the kept files
// shows that one of them can: one table (data_sets.cc).
#pragma once

#include <span>
#include <string_view>

namespace whittle::select {

// One thing that shows that a data set can be used. Any of a set's clues is enough.
struct Clue {
  enum class Kind {
    program,      // an ELF file whose name starts so is kept: a program or a library
    file,         // a file of exactly this name is kept
    mentions,     // a kept file has this path in it, or imports this function
    environment,  // the image's environment sets this variable
  };
  Kind kind;
  std::string_view text;
  // For `says`: files whose names start so do not count, because they say it without a use: libc
  // knows all its paths.
  std::span<const std::string_view> except_files = {};
  // For `says`: files that say this word too do not count.
  std::string_view unless_mentions = {};
};

struct DataSet {
  std::string_view name;
  std::span<const Clue> clues;
  std::span<const std::string_view> paths;  // patterns as in glob.h; directories with all below
  std::span<const std::string_view> without = {};  // directories in them that are left out
};

// Each counts against SelectOptions::data_budget on its own.
std::span<const DataSet> data_sets();

}  // namespace whittle::select
