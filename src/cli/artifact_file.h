// A file that an option names, or the one of a result that the cache keeps: "result:NAME".
#pragma once

#include <string>

#include "artifacts/kept_results.h"

namespace whittle::cli {

// Puts the path of that file in the place of "result:NAME"; leaves other texts. name: of the file
// among artifacts. As long as what is returned lives, the result is not removed. Throws Error where
// no such result is kept.
[[nodiscard]] artifacts::Source find_file(std::string& text, const char* name,
                                          const std::string& cache);

}  // namespace whittle::cli
