// The stages "verify" and "repair": the new image is run as the original was and has to do the
// same. What it is found to lack is added, and it is verified again, until nothing is missing and
// nothing differs.
//
// A round verifies a candidate. What it finds missing is a list of Lacks (whittle/repair.h); those
// that are new become repairs, from which the next candidate is made. Rounds are bounded, each
// reaches further than the one before, and one whose repairs change nothing is the last.
#pragma once

#include <string>
#include <vector>

#include "pipeline/rehearse.h"
#include "pipeline/result_run.h"
#include "pipeline/write.h"
#include "whittle/report.h"

namespace whittle::pipeline {

struct Verified {
  Candidate candidate;  // of the last round: what was verified is what is published
  Verification verification;
  std::vector<std::string> warnings;
};

// rehearsal: of the original; what a passed round finds in the result is put into its report.
// selected: the keep set before package databases were pruned. Runs nothing where the options say
// so, and where the result is too large to be published. A verification that fails is a value;
// throws Error where the original fails.
Verified verify(const RecordedImage& image, const KeepSet& selected, Candidate candidate,
                verify::OriginalRuns& original, ImageRehearsal& rehearsal, Task& task);

// Why the result may not be published: "the verification failed". Empty: it may be, since it is
// verified, unless the user chose otherwise, and not too large.
std::string why_refused(const RecordedImage& image, const Verified& verified,
                        const MinifyOptions& options);

}  // namespace whittle::pipeline
