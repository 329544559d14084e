// minify() for several images of one base: they get one common layer with what any of them needs
// from the layers that all of them begin with, and each a thin layer with the rest.
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
// has a directory of its own in options.artifacts, of its name. Throws as minify(). Where the
// verification of one image fails, or one is too large, none is published.
std::vector<SharedReport> share_base(const MinifyOptions& options,
                                     const std::vector<std::string>& references,
                                     Progress& progress);

// The name of an image's directory of artifacts: its reference, with an underscore for each
// character that is not a letter, digit, dot or dash.
std::string artifacts_name(const std::string& reference);

}  // namespace whittle::pipeline
