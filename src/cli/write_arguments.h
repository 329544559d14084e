// How the new image is written, from its command-line form. All throw UsageError for what is not
// understood.
#pragma once

#include <cstdint>
#include <string>

#include "write/options.h"

namespace whittle::cli {

// "gzip", "zstd" or "none"; the first two with ":LEVEL" too.
layer::CompressionSetting parse_compression(const std::string& text);
write::Layers parse_layers(const std::string& text);
// Seconds since 1970, up to the year 9999.
std::int64_t parse_source_date_epoch(const std::string& text);

}  // namespace whittle::cli
