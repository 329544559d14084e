// Adds to a keep set what was seen to be needed after the selection, within the data budget.
//
// Added paths bring what they need, as what a rule keeps does. Reasons of what is kept already stay.
// Excluded paths stay out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "select/select.h"

namespace whittle::select {

// Paths that are added together, for one reason, or not at all. What is kept already, or not in the
// image, counts for nothing.
struct Addition {
  std::string set;  // whose budget it uses: "what Python modules need when they are loaded"
  Reason reason;
  std::vector<std::string> paths;
};

struct Extended {
  KeepSet keep;
  // By the index of the addition: files that it added, and their bytes.
  struct Added {
    std::size_t files = 0;
    std::int64_t bytes = 0;
    bool over_budget = false;  // left out
  };
  std::vector<Added> added;
};

// Smaller additions to a set are kept before larger ones; those that do not fit are left out (rule
// "over-budget") with one warning for the set. Totals are counted again.
Extended extend_keep_set(const SelectInput& input, const SelectOptions& options, KeepSet selected,
                         std::span<const Addition> additions);

}  // namespace whittle::select
