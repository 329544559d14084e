// The run-time contract of a result: found from the recording, proven by running the result under
// it, relaxed by what such a run shows, at most kHardenRounds times.
#pragma once

#include "contract/subject.h"
#include "pipeline/original_runs.h"
#include "pipeline/stages.h"
#include "whittle/contract.h"

namespace whittle::pipeline {

inline constexpr int kHardenRounds = 3;

struct Trial {
  const Image& image;  // the result
  OriginalRuns& original;
  contract::Subject subject;
  record::RecordOptions options;  // those of the plain proof, with its profile
  std::filesystem::path work;     // a directory on the cache's file system
};

struct Hardened {
  Contract contract;
  double container_seconds = 0;
};

// The plain proof has passed: a contract that denies nothing but by the profile is proven.
Hardened prove_contract(Contract contract, const Trial& trial, Progress& progress);

// The stage "harden": contract.json and contract.md, where there are artifacts and the result may
// be handed out. Without a proof the contract is a guess, and says so.
void harden(Job& job, Workshop& shop, StageClock& clock);

}  // namespace whittle::pipeline
