#include "cli/select_words.h"

#include <charconv>
#include <utility>
#include <vector>

#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

template <typename Value>
Value parse_word(const std::string& option, const std::string& text,
                 const std::vector<std::pair<std::string, Value>>& words) {
  std::vector<std::string> names;
  std::string all;
  for (const auto& [name, value] : words) {
    if (name == text) return value;
    names.push_back(name);
    all += (all.empty() ? "" : name == words.back().first ? " or " : ", ") + name;
  }
  throw UsageError(option + " does not know \"" + text + "\"",
                   did_you_mean(text, names, "it takes " + all));
}

}  // namespace

select::Keep parse_keep(const std::string& text) {
  return parse_word<select::Keep>("--keep", text,
                                  {{"used", select::Keep::used},
                                   {"closure", select::Keep::closure},
                                   {"package", select::Keep::package}});
}

select::Listed parse_listed(const std::string& text) {
  return parse_word<select::Listed>("--listed", text,
                                    {{"automatic", select::Listed::automatic},
                                     {"all", select::Listed::all},
                                     {"names", select::Listed::names},
                                     {"opened", select::Listed::opened}});
}

PackageMetadata parse_package_metadata(const std::string& text) {
  return parse_word<PackageMetadata>("--package-metadata", text,
                                     {{"prune", PackageMetadata::prune},
                                      {"keep", PackageMetadata::keep},
                                      {"drop", PackageMetadata::drop}});
}

std::int64_t parse_size(const std::string& option, const std::string& text) {
  constexpr std::int64_t kMost = std::int64_t{1} << 32;  // times G is far from overflow
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const std::string suffix(rest, end);
  int shift = -1;
  if (suffix.empty()) shift = 0;
  if (suffix == "k" || suffix == "K") shift = 10;
  if (suffix == "M") shift = 20;
  if (suffix == "G") shift = 30;
  if (error != std::errc() || shift < 0 || number < 0 || (shift > 0 && number >= kMost)) {
    throw UsageError(option + " " + text + " is no size",
                     "give bytes, or a whole number with k, M or G: " + option + " 4M");
  }
  return number << shift;
}

}  // namespace whittle::cli
