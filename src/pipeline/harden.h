// The run-time contract of a result: found from the recording, proven by running the result under
// it, relaxed by what such a run shows, at most kHardenRounds times; then narrowed by trying its
// capabilities away, in at most kNarrowRuns runs and half the time that is left.
#pragma once

#include "pipeline/stages.h"
#include "pipeline/trial.h"
#include "whittle/contract.h"

namespace whittle::pipeline {

inline constexpr int kHardenRounds = 3;
inline constexpr int kNarrowRuns = 12;

struct Hardened {
  Contract contract;
  double container_seconds = 0;
};

// The plain proof has passed: a contract that denies nothing but by the profile is proven.
Hardened prove_contract(Contract contract, const Trial& trial, Progress& progress);
// With those capabilities alone that a run fails without.
Hardened narrow_contract(Contract contract, const Trial& trial, Progress& progress);

// The stages "harden" and "narrow": contract.json and contract.md, where there are artifacts and
// the result may be handed out. Without a proof the contract is a guess, and says so.
void harden(Job& job, Workshop& shop, StageClock& clock);

}  // namespace whittle::pipeline
