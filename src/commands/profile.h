// profile(): what restricts the container of an image, from recordings of it or from a new one:
// `whittle profile`.
#pragma once

#include <string>
#include <vector>

#include "commands/record.h"
#include "profile/formats.h"
#include "whittle/progress.h"
#include "whittle/seccomp_profile.h"

namespace whittle::commands {

struct ProfileOptions {
  // Files of traces and directories of artifacts, all of one image; or the reference of one image
  // to record.
  std::vector<std::string> sources;
  RecordOptions record;  // how that is recorded; its reference is set from sources
  SeccompChoice seccomp;
};

struct ProfileResult {
  profile::Profiles profiles;
  std::vector<std::string> warnings;
};

// Traces are united, and the profiles made from the union. From files alone the profiles are made
// from what these contain: a trace without a keep.json beside it says nothing of owners and modes.
// Throws Error.
ProfileResult profile(const ProfileOptions& options, Progress& progress);

}  // namespace whittle::commands
