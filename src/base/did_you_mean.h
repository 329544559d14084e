// A suggestion for a misspelt word.
#pragma once

#include <string>
#include <vector>

namespace whittle::base {

// "did you mean X?" where a candidate is close, else the fallback.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates,
                         const std::string& fallback);

}  // namespace whittle::base
