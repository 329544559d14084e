#include "pipeline/repairs.h"

#include <algorithm>

#include "profile/seccomp.h"
#include "select/repair_keep_set.h"
#include "text/join.h"

namespace whittle::pipeline {
namespace {

constexpr std::size_t kDescribed = 5;
constexpr std::size_t kReachingRound = 3;  // the last by default

bool was_added(const Repairs& repairs, const Lack& lack) {
  return std::ranges::any_of(repairs, [&](const Repair& repair) {
    return repair.lack.kind == lack.kind && repair.lack.what == lack.what;
  });
}

bool may_be_added(const Lack& lack, const FileTree& tree, const KeepSet& keep) {
  if (lack.kind != LackKind::path && lack.kind != LackKind::listing) return true;
  const auto node = tree.resolve(lack.what, FollowLast::no).node;
  if (!node) return true;
  const std::string& rule = keep.verdicts[*node].reason.rule;
  return rule != "excluded" && rule != "package-removed";
}

// Empty: there is no further setting.
std::string next_reach(const Repairs& repairs) {
  for (const char* reach : {select::kReachClosure, select::kReachPackage}) {
    if (!was_added(repairs, {LackKind::reach, reach, ""})) return reach;
  }
  return "";
}

}  // namespace

std::vector<Lack> new_lacks(const std::vector<Lack>& found, const Repairs& repairs,
                            const FileTree& tree, const KeepSet& keep) {
  std::vector<Lack> lacks;
  for (const Lack& lack : found) {
    if (!was_added(repairs, lack) && may_be_added(lack, tree, keep)) lacks.push_back(lack);
  }
  return lacks;
}

std::vector<Lack> reach_further(std::vector<Lack> lacks, const std::vector<Lack>& hidden,
                                const Repairs& repairs, std::size_t round) {
  if (!lacks.empty() && round < kReachingRound) return lacks;
  const std::string reach = next_reach(repairs);
  for (const Lack& lack : hidden) {
    if (lack.kind != LackKind::listing || reach != select::kReachClosure) lacks.push_back(lack);
  }
  if (!reach.empty()) {
    lacks.push_back(
        {LackKind::reach, reach,
         "round " + std::to_string(round) + " differs, and no lookup shows all that is missing"});
  }
  return lacks;
}

bool is_same(const Selection& one, const Selection& other) {
  return std::ranges::equal(one.keep.verdicts, other.keep.verdicts, {}, &Verdict::kept,
                            &Verdict::kept) &&
         one.keep.replaced == other.keep.replaced &&
         profile::format_docker(one.profile) == profile::format_docker(other.profile);
}

std::string describe(const std::vector<Lack>& lacks) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lacks.size(), kDescribed); ++i) {
    const std::string kind(lack_kind_name(lacks[i].kind));
    text::append_item(text, kind + " " + lacks[i].what, ", ");
  }
  if (lacks.size() > kDescribed) {
    text += " and " + std::to_string(lacks.size() - kDescribed) + " more";
  }
  return text;
}

std::string describe(const Repairs& repairs) {
  std::vector<Lack> lacks;
  for (const Repair& repair : repairs) lacks.push_back(repair.lack);
  return describe(lacks);
}

}  // namespace whittle::pipeline
