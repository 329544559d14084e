// minify() for several images of one base: they get one common layer of what any of them needs from
// the layers that all of them begin with, and a thin layer each with the rest.
#pragma once

#include <string>
#include <vector>

#include "pipeline/minify.h"

namespace whittle::pipeline {

struct SharedReport {
  std::string reference;  // of the image
  Report report;
};

// options.outputs and options.traces have one for each image, in their order, or none. Each image
// has a directory of its own in options.artifacts, of its name. Throws as minify(); when the proof
// of one image fails, or one is too large, none has been handed out.
std::vector<SharedReport> share_base(const MinifyOptions& options,
                                     const std::vector<std::string>& references,
                                     Progress& progress);

// The name of an image's directory of artifacts: its reference, what is no letter, digit, dot or
// dash as an underscore.
std::string artifacts_name(const std::string& reference);

}  // namespace whittle::pipeline
