// profile(): what restricts the container of an image, from recordings of it or from a new one.
#pragma once

#include <string>
#include <vector>

#include "pipeline/minify.h"
#include "profile/formats.h"
#include "whittle/progress.h"

namespace whittle::pipeline {

struct ProfileOptions {
  // Files of traces and directories of artifacts, all of one image; or one reference.
  std::vector<std::string> sources;
  // How a reference is got and recorded; its traces, where there are some, are taken for it.
  MinifyOptions minify;
};

struct ProfileResult {
  profile::Profiles profiles;
  std::vector<std::string> warnings;
};

// Traces are united, and the profiles made from what that gives. From files alone what restricts is
// made from what they tell: a trace without a keep.json beside it tells nothing of owners and
// modes. Throws Error.
ProfileResult profile(const ProfileOptions& options, Progress& progress);

}  // namespace whittle::pipeline
