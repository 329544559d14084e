#include "pipeline/repairs.h"

#include <algorithm>

#include "profile/seccomp.h"
#include "select/repair_keep_set.h"

namespace whittle::pipeline {
namespace {

constexpr std::size_t kTold = 5;
constexpr std::size_t kReachingRound = 3;  // the last by default: it takes no chances

bool was_given(const Repairs& repairs, const Lack& lack) {
  return std::ranges::any_of(repairs, [&](const Repair& repair) {
    return repair.lack.kind == lack.kind && repair.lack.what == lack.what;
  });
}

bool may_be_given(const Lack& lack, const Job& job) {
  if (lack.kind != LackKind::path && lack.kind != LackKind::listing) return true;
  const auto node = job.tree.resolve(lack.what, FollowLast::no).node;
  if (!node) return true;
  const std::string& rule = job.keep.verdicts[*node].reason.rule;
  return rule != "excluded" && rule != "package-removed";
}

// Empty: nothing is further.
std::string next_reach(const Job& job) {
  for (const char* reach : {select::kReachClosure, select::kReachPackage}) {
    if (!was_given(job.repairs, {LackKind::reach, reach, ""})) return reach;
  }
  return "";
}

}  // namespace

Candidate candidate_of(const Job& job) {
  Candidate candidate = {
      .kept = {}, .replaced = job.keep.replaced, .profile = profile::format_docker(job.profile)};
  for (const Verdict& verdict : job.keep.verdicts) candidate.kept.push_back(verdict.kept);
  return candidate;
}

std::vector<Lack> new_lacks(const std::vector<Lack>& found, const Job& job) {
  std::vector<Lack> lacks;
  for (const Lack& lack : found) {
    if (!was_given(job.repairs, lack) && may_be_given(lack, job)) lacks.push_back(lack);
  }
  return lacks;
}

std::vector<Lack> reach_further(std::vector<Lack> lacks, const std::vector<Lack>& hidden,
                                const Job& job, std::size_t round) {
  if (!lacks.empty() && round < kReachingRound) return lacks;
  const std::string reach = next_reach(job);
  for (const Lack& lack : hidden) {
    // The coarsest means: a listing may bring a whole directory of programs.
    if (lack.kind != LackKind::listing || reach != select::kReachClosure) lacks.push_back(lack);
  }
  if (!reach.empty()) {
    lacks.push_back({LackKind::reach, reach,
                     "round " + std::to_string(round) + " differs, and no look-up tells it all"});
  }
  return lacks;
}

std::string describe(const std::vector<Lack>& lacks) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lacks.size(), kTold); ++i) {
    text += (text.empty() ? "" : ", ") + std::string(lack_kind_name(lacks[i].kind)) + " " +
            lacks[i].what;
  }
  if (lacks.size() > kTold) text += " and " + std::to_string(lacks.size() - kTold) + " more";
  return text;
}

std::string describe(const Repairs& repairs) {
  std::vector<Lack> lacks;
  for (const Repair& repair : repairs) lacks.push_back(repair.lack);
  return describe(lacks);
}

}  // namespace whittle::pipeline
