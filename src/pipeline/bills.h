// The bills of materials of one image, beside its report.
#pragma once

#include "pipeline/stages.h"

namespace whittle::pipeline {

// sbom.original, sbom.result and sbom.difference, each in both formats, into the artifacts
// directory. Their time is SOURCE_DATE_EPOCH
// (https://reproducible-builds.org/specs/source-date-epoch), else the one of the image.
void write_bills(const Job& job);

}  // namespace whittle::pipeline
