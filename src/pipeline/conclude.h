// The report: what the stages have returned, and how long they took.
#pragma once

#include "pipeline/verify.h"

namespace whittle::pipeline {

// After all stages. rehearsal: its report. contract_seconds: that containers ran to make the contract. Writes report.json.
Report conclude(const RecordedImage& image, const Verified& verified, const Rehearsal& rehearsal,
                double contract_seconds, const Task& task);

}  // namespace whittle::pipeline
