#include "base/subordinate_ids.h"

#include <charconv>
#include <optional>

namespace whittle::base {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

}  // namespace

std::vector<IdRange> subordinate_ids(std::string_view text, std::string_view name,
                                     std::uint32_t uid) {
  std::vector<IdRange> ranges;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    const std::string_view owner = take_until(line, ':');
    const auto first = number(take_until(line, ':'));
    const auto count = number(line);
    const bool is_ours = (!name.empty() && owner == name) || number(owner) == uid;
    if (is_ours && first && count && *count > 0) ranges.push_back({*first, *count});
  }
  return ranges;
}

std::vector<std::string> id_map_arguments(std::uint32_t own, const std::vector<IdRange>& ranges) {
  std::vector<std::string> arguments = {"0", std::to_string(own), "1"};
  std::uint32_t inside = 1;
  for (const IdRange& range : ranges) {
    for (const std::uint32_t value : {inside, range.first, range.count}) {
      arguments.push_back(std::to_string(value));
    }
    inside += range.count;
  }
  return arguments;
}

}  // namespace whittle::base
