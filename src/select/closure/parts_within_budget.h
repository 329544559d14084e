// The parts of a language's package, or of another set of files, that are of use only together:
// all of them are kept, or none when they exceed a budget.
#pragma once

#include <string>
#include <vector>

#include "select/closure/budget.h"

namespace whittle::select {

// Keeps these files. False: with the libraries that they need they would add more than the budget;
// they are left out (rule "over-budget"), and one warning for each place says who asked for them
// and what keeps them. place: the directory that has them.
bool keep_parts_within(RuleContext& context, const std::vector<tree::GlobMatch>& files,
                       const std::string& place, const Reason& reason, const Budget& budget);

}  // namespace whittle::select
