#include "cli/write_arguments.h"

#include <charconv>
#include <optional>
#include <utility>

#include "oci/config.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

constexpr std::pair<const char*, Compression> kCompressions[] = {
    {"gzip", Compression::gzip}, {"zstd", Compression::zstd}, {"none", Compression::none}};

// The whole text as a number.
template <typename Number>
std::optional<Number> parse_number(const std::string& text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

int parse_level(const std::string& form, const std::string& text, layer::LevelRange range) {
  if (range.highest == 0) {
    throw UsageError("--compression " + form + " takes no level",
                     "remove the colon and what follows it");
  }
  const std::optional<int> level = parse_number<int>(text);
  if (!level || *level < range.lowest || *level > range.highest) {
    throw UsageError(
        "--compression " + form + ": \"" + text + "\" is not a valid level",
        "levels are " + std::to_string(range.lowest) + " to " + std::to_string(range.highest));
  }
  return *level;
}

}  // namespace

layer::CompressionSetting parse_compression(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string form = text.substr(0, colon);
  for (const auto& [name, compression] : kCompressions) {
    if (form != name) continue;
    if (colon == std::string::npos) return compression;
    return {compression,
            parse_level(form, text.substr(colon + 1), layer::level_range(compression))};
  }
  throw UsageError("--compression does not accept \"" + text + "\"",
                   "give gzip, zstd or none; a level follows a colon: zstd:19");
}

std::int64_t parse_source_date_epoch(const std::string& text) {
  const std::optional<std::int64_t> seconds = parse_number<std::int64_t>(text);
  if (!seconds || *seconds < 0 || *seconds > oci::kLastTime) {
    throw UsageError("SOURCE_DATE_EPOCH: \"" + text + "\" is not a valid time",
                     "give seconds since 1970, as date +%s prints them, or unset it");
  }
  return *seconds;
}

}  // namespace whittle::cli
