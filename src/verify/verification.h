// What a run of a result shows beside the runs of its original: for minify and for `whittle
// verify`.
#pragma once

#include <chrono>
#include <vector>

#include "verify/compare.h"
#include "verify/original_runs.h"
#include "verify/run_image.h"
#include "whittle/repair.h"
#include "whittle/report.h"

namespace whittle::verify {

// Throws Error where the original itself fails: then nothing can be said about its result. A
// hold-out may fail.
void require_original_works(record::Recording original, const record::RecordOptions& options);

// How long a result may take for what the original does; beyond that it counts as hung. A result is
// watched by probes, which makes it slower.
std::chrono::milliseconds time_limit(OriginalRuns& original);

// Runs the original a second time where all that differs may differ each time and nothing that is
// missing explains it; a third time, watched as the result is, where only numbers differ then.
Outcome compare(OriginalRuns& original, const VerifyRun& run, const std::vector<Lack>& lacks);

// Whether the result is to be run again before its differences count: they may be chance, since
// nothing that it lacks explains them. Not one that hangs, which takes long and is no chance.
bool is_to_be_repeated(const Outcome& outcome, const VerifyRun& run,
                       const std::vector<Lack>& lacks);

// The outcome as the report has it, without what is missing: members `run`, `missing`, `rounds` and
// `repairs` are not set.
Verification verification_of(const VerifyRun& run, const Outcome& outcome);

}  // namespace whittle::verify
