// A result run under a contract, and compared with the original.
#pragma once

#include <filesystem>

#include "contract/subject.h"
#include "verify/original_runs.h"
#include "verify/run_image.h"
#include "whittle/contract.h"
#include "whittle/report.h"

namespace whittle::pipeline {

// What all runs of one result under contracts share.
struct ContractTest {
  const Image& image;  // the result
  verify::OriginalRuns& original;
  contract::Subject subject;
  record::RecordOptions options;  // those of the verification, with its profile
  std::filesystem::path work;     // a directory on the cache's file system
  Progress& progress;
};

struct ContractRun {
  verify::VerifyRun run;
  Verification verification;
};
// Recorded, so that the run shows what it was refused.
ContractRun run_under(const Contract& contract, const ContractTest& test);
// Shows only whether it fails: the run is not recorded, and ends at the first failure, or when it
// takes much longer than the original.
ContractRun run_briefly(const Contract& contract, const ContractTest& test);

}  // namespace whittle::pipeline
