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
// watch: whether the run has to tell what it was refused.
TrialRun try_contract(const Contract& contract, const Trial& trial, record::Watch watch,
                      Progress& progress);

}  // namespace whittle::pipeline
