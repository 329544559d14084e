#include "record/probe_plan.h"

#include <algorithm>

#include "probes/probes.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::record {
namespace {

using Offers = std::span<const ProbeOffer>;

const ProbeOffer& find(Offers offers, const std::string& name) {
  for (const ProbeOffer& offer : offers) {
    if (offer.name == name) return offer;
  }
  throw UsageError("there is no probe \"" + name + "\"",
                   "the probes are " + text::join(offers, ", ", [](const ProbeOffer& offer) {
                     return offer.name;
                   }));
}

std::vector<std::string> uncovered_by(const std::vector<const ProbeOffer*>& chosen) {
  std::vector<std::string> uncovered;
  for (const Coverage& row : kCoverage) {
    const bool is_seen = std::ranges::any_of(
        chosen, [&](const ProbeOffer* offer) { return offer->sees.*row.member; });
    if (!is_seen) uncovered.emplace_back(row.name);
  }
  return uncovered;
}

ProbePlan to_plan(const std::vector<const ProbeOffer*>& chosen) {
  ProbePlan plan{.probes = {}, .uncovered = uncovered_by(chosen)};
  for (const ProbeOffer* offer : chosen) plan.probes.emplace_back(offer->name);
  return plan;
}

// What more than one of them needs.
const Taken* contested_by(const std::vector<const ProbeOffer*>& chosen) {
  const auto found = std::ranges::find_if(kTaken, [&](const Taken& taken) {
    return std::ranges::count_if(
               chosen, [&](const ProbeOffer* offer) { return offer->takes.*taken.member; }) > 1;
  });
  return found != std::end(kTaken) ? found : nullptr;
}

int cost_of(const std::vector<const ProbeOffer*>& chosen) {
  int cost = 0;
  for (const ProbeOffer* offer : chosen) cost += offer->cost;
  return cost;
}

std::vector<ProbeOffer> ask_probes() {
  std::vector<ProbeOffer> offers;
  for (const probes::ProbeRow& row : probes::probe_table()) {
    ProbeOffer offer{
        .name = row.name, .what_for = row.what_for, .cost = row.cost, .takes = row.takes};
    if (const auto obstacle = row.obstacle()) {
      offer.obstacle = obstacle->reason;
      offer.hint = obstacle->hint;
    }
    if (const auto probe = row.make()) offer.sees = probe->sees();
    offers.push_back(std::move(offer));
  }
  return offers;
}

}  // namespace

const std::vector<ProbeOffer>& probe_offers() {
  static const std::vector<ProbeOffer> offers = ask_probes();
  return offers;
}

ProbePlan plan_probes(Offers offers, const std::vector<std::string>& wanted) {
  std::vector<const ProbeOffer*> chosen;
  for (const std::string& name : wanted) {
    const ProbeOffer& offer = find(offers, name);
    if (!offer.obstacle.empty()) {
      throw Error("the probe " + name + " does not work here: " + offer.obstacle, offer.hint);
    }
    if (std::ranges::find(chosen, &offer) == chosen.end()) chosen.push_back(&offer);
  }
  if (const Taken* taken = contested_by(chosen)) {
    throw UsageError("two of the given probes need the container's " + std::string(taken->name) +
                         ", and a container has only one",
                     "give one of them");
  }
  if (!wanted.empty()) return to_plan(chosen);

  // Tries every set of the probes that work; they are few.
  for (unsigned set = 1; set < 1U << offers.size(); ++set) {
    std::vector<const ProbeOffer*> other;
    bool works = true;
    for (std::size_t i = 0; i < offers.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      works = works && offers[i].obstacle.empty();
      other.push_back(&offers[i]);
    }
    if (!works || contested_by(other)) continue;
    const auto key = [](const std::vector<const ProbeOffer*>& some) {
      return std::pair(uncovered_by(some).size(), cost_of(some));
    };
    if (chosen.empty() || key(other) < key(chosen)) chosen = std::move(other);
  }
  if (chosen.empty()) {
    throw Error("no probe works here, so nothing can be recorded",
                "whittle doctor shows what each of them needs");
  }
  return to_plan(chosen);
}

}  // namespace whittle::record
