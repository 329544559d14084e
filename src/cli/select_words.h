// The words of the options that say what is kept beside what was used.
#pragma once

#include <cstdint>
#include <string>

#include "select/select.h"

namespace whittle::cli {

// All throw UsageError for what is not understood.
select::Keep parse_keep(const std::string& text);
select::Listed parse_listed(const std::string& text);
PackageMetadata parse_package_metadata(const std::string& text);
// Bytes: a whole number, with k, M or G for its multiples by 1024, 1024^2 and 1024^3.
std::int64_t parse_size(const std::string& option, const std::string& text);

}  // namespace whittle::cli
