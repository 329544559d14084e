// The stages "harden" and "narrow": the run-time contract of a result. It is derived from the
// recording, verified by running the result under it, and relaxed by what such a run shows, at most
// kContractRounds times. Then its capabilities are narrowed: runs without some of them show which
// are needed, at most kNarrowRuns runs in half the time that is left.
#pragma once

#include <optional>

#include "pipeline/contract_run.h"
#include "pipeline/verify.h"
#include "whittle/contract.h"

namespace whittle::pipeline {

inline constexpr int kContractRounds = 3;
inline constexpr int kNarrowRuns = 12;

struct MadeContract {
  Contract contract;
  double container_seconds = 0;
};

// For a result that has passed its verification: a contract that denies nothing but by the profile
// is verified.
MadeContract relax_until_verified(Contract contract, const ContractTest& test);
// With only those capabilities that a run fails without.
MadeContract narrow_capabilities(Contract contract, const ContractTest& test);

// Writes contract.json and contract.md; nothing where no artifacts are wanted. For a result that
// may be published. Without a verification the contract is a guess, and says so.
std::optional<MadeContract> make_contract(const RecordedImage& image, const Verified& verified,
                                          verify::OriginalRuns& original, Task& task);

}  // namespace whittle::pipeline
