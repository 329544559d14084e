// Parses the values of options that say how the new image is written. All throw UsageError.
#pragma once

#include <cstdint>
#include <string>

#include "write/options.h"

namespace whittle::cli {

// "gzip", "zstd" or "none"; the first two with ":LEVEL" too.
layer::CompressionSetting parse_compression(const std::string& text);
// Seconds since 1970, up to the year 9999.
std::int64_t parse_source_date_epoch(const std::string& text);

}  // namespace whittle::cli
