// verify_images(): two images run with the same exercises, and compared: `whittle verify`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "record/record.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "whittle/report.h"
#include "whittle/seccomp_profile.h"

namespace whittle::pipeline {

struct VerifyOptions {
  std::string original;  // references
  std::string result;
  std::optional<Platform> platform;
  std::filesystem::path cache;
  record::RecordOptions record;   // of both; its cache is set from the one above
  exercise::HoldOuts hold_outs;   // asked after the exercises, and not told apart from them here
  std::filesystem::path seccomp;  // a profile for the result, in Docker's format; empty: unconfined
};

// The ports and the health check that are asked for are those of the original. Throws Error for
// what ends the command, an original that fails included; a result that fails is a value.
Verification verify_images(const VerifyOptions& options, Progress& progress);

}  // namespace whittle::pipeline
