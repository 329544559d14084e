// A result under a contract: run, and compared with the original.
#pragma once

#include <filesystem>

#include "contract/subject.h"
#include "pipeline/original_runs.h"
#include "verify/verify.h"
#include "whittle/contract.h"
#include "whittle/report.h"

namespace whittle::pipeline {

struct Trial {
  const Image& image;  // the result
  OriginalRuns& original;
  contract::Subject subject;
  record::RecordOptions options;  // those of the plain proof, with its profile
  std::filesystem::path work;     // a directory on the cache's file system
};

struct TrialRun {
  verify::ProofRun run;
  Verification verification;
};
// The run tells what it was refused.
TrialRun try_contract(const Contract& contract, const Trial& trial, Progress& progress);
// The run tells only whether it fails: it is not watched, and given up at the first failure, or
// when it takes much longer than the original.
TrialRun try_briefly(const Contract& contract, const Trial& trial, Progress& progress);

}  // namespace whittle::pipeline
