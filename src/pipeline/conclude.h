// The report: what the stages have returned, and how long they took.
#pragma once

#include <string>

#include "pipeline/verify.h"

namespace whittle::pipeline {

// What became of a verified candidate.
struct Outcome {
  std::string not_written;  // why it was not published; empty: it was
  Rehearsal rehearsal{};
};

// After all stages. Writes report.json.
Report conclude(const RecordedImage& image, const Verified& verified, const Outcome& outcome,
                const Task& task);

}  // namespace whittle::pipeline
