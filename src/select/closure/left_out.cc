#include "select/closure/left_out.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "select/language/not_for_run_time.h"
#include "text/join.h"
#include "text/names.h"
#include "text/size.h"
#include "text/split.h"

namespace whittle::select {
namespace {

// As many sets of one kind have a line of their own.
constexpr std::size_t kMaxLines = 4;
// Of more, these many are named.
constexpr std::size_t kNamed = 3;

// "18M", at least what is needed, as the options take it.
std::string option_value(std::int64_t bytes) {
  constexpr std::int64_t kUnit = std::int64_t{1} << 20;
  return std::to_string((bytes + kUnit - 1) / kUnit) + "M";
}

// Two different sizes never look equal.
std::pair<std::string, std::string> two_sizes(std::int64_t larger, std::int64_t smaller) {
  std::string first = text::size(larger);
  std::string second = text::size(smaller);
  if (first == second && larger != smaller) {
    first = std::to_string(larger) + " bytes";
    second = std::to_string(smaller) + " bytes";
  }
  return {first, second};
}

std::string with_size(const LeftOutSet& set) {
  std::string text = set.what + " (" + text::size(set.bytes);
  if (!set.asked_by.empty()) text += ", for " + set.asked_by;
  return text + ")";
}

std::string one_line(const LeftOutSet& set) {
  const auto [needed, budget] = two_sizes(set.needed, set.budget);
  std::string text = "left out: " + with_size(set) + ": ";
  if (set.needed != set.bytes) text += "with what is kept already " + needed + ", ";
  text += "more than " + set.option + " (" + budget + "); ";
  text += set.option + " " + option_value(set.needed);
  if (!set.include.empty()) text += " or --include-path " + set.include;
  return text + " keeps it";
}

std::string summed(const std::string& kind, std::vector<LeftOutSet> sets) {
  std::ranges::stable_sort(sets, std::greater{}, &LeftOutSet::bytes);
  std::int64_t bytes = 0;
  std::int64_t needed = 0;
  for (const LeftOutSet& set : sets) {
    bytes += set.bytes;
    needed = std::max(needed, set.needed);
  }
  std::vector<std::string> named;
  named.reserve(kNamed);
  for (std::size_t index = 0; index < kNamed; ++index) named.push_back(with_size(sets[index]));
  const LeftOutSet& first = sets.front();
  return "left out: " + std::to_string(sets.size()) + " " + kind + " (" + text::size(bytes) +
         "), the largest " + text::join(named, ", ") + ": each more than " + first.option + " (" +
         text::size(first.budget) + ") allows; " + first.option + " " + option_value(needed) +
         " or --include-path PATH keeps them";
}

// Nobody misses these at run time.
bool is_missed(std::string_view path) {
  const std::vector<std::string> names = text::split(path, "/");
  if (names.empty() || is_build_input(names.back())) return false;
  return std::none_of(names.begin(), names.end(), [](const std::string& name) {
    return purpose_of_directory(name) == Purpose::other;
  });
}

}  // namespace

void LeftOut::add(LeftOutSet set) {
  if (set.nodes.empty()) return;
  const auto same = [&set](const LeftOutSet& other) {
    return other.kind == set.kind && other.what == set.what;
  };
  if (std::ranges::none_of(sets_, same)) sets_.push_back(std::move(set));
}

std::vector<std::string> LeftOut::warnings(const FileTree& tree, const Marker& marker) const {
  std::map<std::string, std::vector<LeftOutSet>> by_kind;
  for (const LeftOutSet& set : sets_) {
    const bool missed = std::ranges::any_of(set.nodes, [&](NodeId id) {
      return !marker.kept(id) && tree.metadata(id).type != FileType::directory &&
             is_missed(tree.path(id));
    });
    if (missed) by_kind[set.kind].push_back(set);
  }
  std::vector<std::string> lines;
  for (auto& [kind, sets] : by_kind) {
    if (sets.size() > kMaxLines) {
      lines.push_back(summed(kind, std::move(sets)));
      continue;
    }
    for (const LeftOutSet& set : sets) lines.push_back(one_line(set));
  }
  return lines;
}

}  // namespace whittle::select
