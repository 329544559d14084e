// What one run of a result shows beside those of its original: what minify's proof and
// `whittle verify` have in common.
#pragma once

#include <chrono>
#include <vector>

#include "pipeline/original_runs.h"
#include "verify/compare.h"
#include "verify/verify.h"
#include "whittle/report.h"

namespace whittle::pipeline {

// An original that fails teaches nothing about its result: throws Error. A hold-out may fail.
void require_success(record::Recording original, const record::RecordOptions& options);

// How long a result may take for what the original does; it is watched, which makes it slow. Beyond
// that it hangs.
std::chrono::milliseconds time_for(OriginalRuns& original);

// A second run of the original is made where all that differs may differ each time, and nothing
// that is missing explains it; a third, watched as the result is, where numbers alone differ then.
verify::Outcome compare(OriginalRuns& original, const verify::ProofRun& run,
                        const std::vector<Lack>& lacks);

// Everything but what is missing.
void tell(Verification& verification, const verify::ProofRun& run, const verify::Outcome& outcome);

}  // namespace whittle::pipeline
