// How much of the application one recording has seen, and which programs it did not need: what a
// reader of the report may want to exercise or to include.
//
// Counted by src/select/seen/coverage.h from the tree, the trace and the keep set; a member of Report.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace whittle {

struct Seen {
  std::size_t files = 0;  // of the image
  std::size_t seen = 0;   // of these, opened in the recording
};

struct AppCoverage {
  Seen code;       // the application's own files of code, by suffix
  Seen templates;  // its templates, likewise
  // Paths of programs that kept code or a kept script calls by name, and that are not kept.
  std::vector<std::string> called;
  // Paths of programs that are not kept, of packages of which other programs are in use; those of
  // one source count together.
  std::vector<std::string> beside;
};

}  // namespace whittle
