// The edit distance of two words.
#pragma once

#include <cstddef>
#include <string_view>

namespace whittle::text {

// Levenshtein distance: the number of bytes inserted, removed or replaced.
std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace whittle::text
