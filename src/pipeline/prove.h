// The proof: the new image is run as the original was and has to do the same; what it is found to
// lack is given back, and it is proven again, until nothing is missing and nothing differs.
//
// A round proves a candidate: the job's keep set and profile, as they were written, run with
// proof_options(). What it finds is a list of Lacks (whittle/repair.h); those that are new become
// the job's repairs, from which the next candidate is made. Rounds are bounded, each reaches
// further than the one before, and one whose repairs change nothing is the last.
#pragma once

#include "pipeline/stages.h"

namespace whittle::pipeline {

// How the result is run to prove it: as in the recording, but for what its new config says itself.
record::RecordOptions proof_options(const Workshop& shop);
// The result as it was written, with the exercises of the recording also where the new config names
// fewer ports or no health check.
Image image_to_prove(const Job& job);

// No proof where nobody wants it, or where the result is too large to be handed out anyway.
// repair_rounds: how often at most the candidate is made anew. A proof that fails is in the job's
// report. Throws Error where the original itself fails.
void prove(Job& job, Workshop& shop, StageClock& clock, int repair_rounds);

}  // namespace whittle::pipeline
