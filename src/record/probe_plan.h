// Chooses the probes of a recording: the cheapest set of working probes that sees everything.
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
  std::string obstacle;  // why it does not work here; empty: it does
  std::string hint;
  Takes takes = {};
};

struct ProbePlan {
  std::vector<std::string> probes;
  std::vector<std::string> uncovered;  // names in kCoverage that none of them sees
};

// All probes, by cost. Checked once per process, which takes a tenth of a second.
const std::vector<ProbeOffer>& probe_offers();

// wanted: names of probes; empty: choose. Throws UsageError for an unknown name or two probes that
// exclude each other, Error if a wanted probe does not work here, or none works.
ProbePlan plan_probes(std::span<const ProbeOffer> offers, const std::vector<std::string>& wanted);

}  // namespace whittle::record
