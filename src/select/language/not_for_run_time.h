// What lies beside an application and is plainly not for running it: what people and their tools
// read, what a build leaves, what tests need.
//
// Names alone decide, so the caller looks first whether something by that name was used.
#pragma once

#include <string_view>

namespace whittle::select {

enum class Purpose {
  run,        // as far as its name tells
  structure,  // a directory that the application fills: it is needed, what is in it is not
  other,
};

Purpose purpose_of_directory(std::string_view name);
Purpose purpose_of_file(std::string_view name);
// Only its suffix tells that it is not for run time: "page.md", not "README.md".
bool other_by_suffix_only(std::string_view name);
// Sources of languages that are compiled: of no use where their output is.
bool is_compiled_source(std::string_view name);

}  // namespace whittle::select
