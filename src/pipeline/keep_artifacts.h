// The artifacts of a concluded run go into the cache, where other commands find them by the name of
// the result (artifacts/kept_results.h).
#pragma once

#include "pipeline/write.h"
#include "whittle/report.h"

namespace whittle::pipeline {

// After conclude(). Sets Report::kept_as; where they cannot be kept, that is a warning.
void keep_artifacts(Report& report, const WrittenImage& image, const Task& task);

}  // namespace whittle::pipeline
