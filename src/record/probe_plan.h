// Which probes record: the cheapest set that sees everything, of those that work here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/probe.h"

namespace whittle::record {

struct ProbeOffer {
  std::string_view name;
  std::string_view what_for;
  int cost = 0;
  Sees sees;
  std::string obstacle;  // empty: it works here
  std::string hint;
  Takes takes = {};
};

struct ProbePlan {
  std::vector<std::string> probes;
  std::vector<std::string> uncovered;  // names of kCoverage that none of them sees
};

// What this machine offers, by cost. Found out once a process: trying costs a tenth of a second.
const std::vector<ProbeOffer>& probe_offers();

// wanted: names; empty: the choice is ours. Throws UsageError for an unknown name or two that take
// the same, Error where a wanted probe does not work here, or none does.
ProbePlan plan_probes(std::span<const ProbeOffer> offers, const std::vector<std::string>& wanted);

}  // namespace whittle::record
