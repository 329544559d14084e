// Words on a command line: splitting, and the nearest right one for a wrong one.
#pragma once

#include <string>
#include <vector>

namespace whittle::cli {

// As a POSIX shell splits a simple command: blanks, '...', "...", backslash. No expansion.
// Throws UsageError for an open quote.
std::vector<std::string> split_words(const std::string& line);

// "did you mean X?" where a candidate is close, else the fallback.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates,
                         const std::string& fallback);

}  // namespace whittle::cli
