// The bills of materials of one image, beside its report.
#pragma once

#include "pipeline/task.h"
#include "whittle/keep_set.h"

namespace whittle::pipeline {

// Writes sbom.original, sbom.result and sbom.difference, each in both formats. Their time is
// SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch) where the options
// have it, else the one of the image. result: of the new image's manifest.
void write_bills(const KeepSet& keep, const Digest& result, const RecordedImage& image,
                 const Task& task);

}  // namespace whittle::pipeline
