// Files in an application's directory that are clearly not needed to run it: documentation, tool
// configuration, build leftovers, tests.
//
// Decided by name alone, so callers first check that no file of that name was used.
#pragma once

#include <string_view>

namespace whittle::select {

enum class Purpose {
  run,        // needed at run time, as far as the name shows
  structure,  // a directory that the application fills: needed, but its content is not
  other,      // not for run time
};

Purpose purpose_of_directory(std::string_view name);
Purpose purpose_of_file(std::string_view name);
// Whether only its suffix makes it Purpose::other: "page.md", but not "README.md".
bool other_by_suffix_only(std::string_view name);
// Makefiles, headers, static libraries and the like: only a compiler reads them.
bool is_build_input(std::string_view name);
// Source of a compiled language: not needed where the compiled program is.
bool is_compiled_source(std::string_view name);

}  // namespace whittle::select
