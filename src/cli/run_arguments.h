// Parses the values of options that `docker run` has too.
#pragma once

#include <string>
#include <vector>

#include "whittle/run_options.h"

namespace whittle::cli {

// "NAME=value", or "NAME" for the value that it has here (left out when it has none, as docker run
// does).
void add_env(std::vector<std::string>& env, const std::string& text);
// One such per line; blank lines and lines that begin with # are skipped.
void add_env_file(std::vector<std::string>& env, const std::string& file);
// "SOURCE:DESTINATION[:ro|rw]", both absolute. Throws UsageError.
Volume parse_volume(const std::string& text);

}  // namespace whittle::cli
