#include "verify/binary.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace whittle::verify {
namespace {

// Only then do equal parts mean equal contents.
bool is_read_whole(const Content& content) {
  return content.whole && !content.parts.empty() && content.size <= Content::kRead;
}

bool is_like(const ContentPart& one, const ContentPart& other) {
  return one.name == other.name && (one.digest == other.digest || (one.may_vary && other.may_vary));
}

bool has_same_names(const Content& one, const Content& other) {
  return std::ranges::equal(one.parts, other.parts, {}, &ContentPart::name, &ContentPart::name);
}

// What several runs of the original have, and how far another one may be from it.
class Range {
 public:
  void add(std::int64_t value) {
    least_ = is_empty_ ? value : std::min(least_, value);
    most_ = is_empty_ ? value : std::max(most_, value);
    is_empty_ = false;
  }
  bool admits(std::int64_t value) const {
    const std::int64_t spread = most_ - least_;
    const std::int64_t more = spread == 0 ? 0 : std::max(2 * spread, most_ / 64 + 8);
    return value >= least_ - more && value <= most_ + more;
  }
  std::int64_t least() const { return least_; }

 private:
  bool is_empty_ = true;
  std::int64_t least_ = 0;
  std::int64_t most_ = 0;
};

// Few values where the original has many are no noise.
bool is_emptier(int values, std::int64_t original) {
  return 2 * std::int64_t{values} < original;
}

bool part_agrees(std::span<const Content* const> originals, const Content& result,
                 std::size_t index) {
  const ContentPart& ours = originals[0]->parts[index];
  const ContentPart& theirs = result.parts[index];
  Range sizes;
  Range values;
  bool varies = false;
  for (const Content* original : originals) {
    const ContentPart& part = original->parts[index];
    sizes.add(part.size);
    values.add(part.values);
    varies = varies || part.digest != ours.digest;
  }
  if (!varies) return is_like(ours, theirs);
  return sizes.admits(theirs.size) && !is_emptier(theirs.values, values.least());
}

using Counts = std::map<std::pair<std::string, std::string>, int>;  // by name and digest

Counts counts_of(const Content& content) {
  Counts counts;
  for (const ContentPart& part : content.parts) {
    ++counts[{part.name, part.may_vary ? "" : part.digest.str()}];
  }
  return counts;
}

// Parts that come in other numbers each time: what all runs have, the result has.
bool agrees_in_common(std::span<const Content* const> originals, const Content& result) {
  Counts common = counts_of(*originals[0]);
  std::set<std::string> names;
  Range values;
  for (const Content* original : originals) {
    const Counts counts = counts_of(*original);
    for (auto& [part, count] : common) {
      const auto found = counts.find(part);
      count = std::min(count, found == counts.end() ? 0 : found->second);
    }
    int all_values = 0;
    for (const ContentPart& part : original->parts) {
      names.insert(part.name);
      all_values = std::max(all_values, part.values);
    }
    values.add(all_values);
  }
  const Counts theirs = counts_of(result);
  for (const auto& [part, count] : common) {
    const auto found = theirs.find(part);
    if (count > (found == theirs.end() ? 0 : found->second)) return false;
  }
  int all_values = 0;
  for (const ContentPart& part : result.parts) {
    if (!names.contains(part.name)) return false;
    all_values = std::max(all_values, part.values);
  }
  return !is_emptier(all_values, values.least());
}

}  // namespace

bool has_same_parts(const Content& one, const Content& other) {
  return is_binary(one) && is_binary(other) && is_read_whole(one) && is_read_whole(other) &&
         std::ranges::equal(one.parts, other.parts, is_like);
}

bool has_parts_of(std::span<const Content* const> originals, const Content& result) {
  Range sizes;
  bool same_names = true;
  for (const Content* original : originals) {
    if (!is_binary(*original) || original->parts.empty()) return false;
    sizes.add(original->size);
    same_names = same_names && has_same_names(*originals[0], *original);
  }
  if (!is_binary(result) || result.parts.empty()) return false;
  if (!same_names) {
    return sizes.admits(result.size) && agrees_in_common(originals, result);
  }
  if (!has_same_names(*originals[0], result)) return false;
  for (std::size_t i = 0; i < result.parts.size(); ++i) {
    if (!part_agrees(originals, result, i)) return false;
  }
  return true;
}

std::string first_other_part(const Content& one, const Content& other) {
  const std::size_t size = std::min(one.parts.size(), other.parts.size());
  for (std::size_t i = 0; i < size; ++i) {
    if (!is_like(one.parts[i], other.parts[i])) return one.parts[i].name;
  }
  return one.parts.size() > size ? one.parts[size].name : "";
}

}  // namespace whittle::verify
