// What R source names: packages (library(), require(), loadNamespace(), NAME::) and words that may
// be functions (cran.r-project.org, "R Language Definition"). A lexer only, and tolerant: damaged
// source yields what could be read.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

struct RSource {
  std::set<std::string> packages;
  std::set<std::string> words;  // names outside of comments and strings
};

RSource read_r_source(std::string_view text);

// The packages in the fields Depends, Imports and LinkingTo of a DESCRIPTION, without "R".
std::set<std::string> read_r_description(std::string_view text);

}  // namespace whittle::select
