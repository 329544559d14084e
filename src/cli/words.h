// Words on a command line: splitting, and the nearest right one for a wrong one.
#pragma once

#include <string>
#include <vector>

#include "base/did_you_mean.h"

namespace whittle::cli {

// As a POSIX shell splits a simple command: blanks, '...', "...", backslash. No expansion.
// Throws UsageError for an open quote.
std::vector<std::string> split_words(const std::string& line);

using base::did_you_mean;

}  // namespace whittle::cli
