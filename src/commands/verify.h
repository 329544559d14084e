// verify(): two images run with the same exercises, and compared: `whittle verify`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "record/record.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "whittle/report.h"

namespace whittle::commands {

struct VerifyOptions {
  std::string original;  // references
  std::string result;
  std::optional<Platform> platform;
  std::filesystem::path cache;
  record::RecordOptions record;   // of both; its cache is set from the one above
  exercise::HoldOuts hold_outs;   // asked after the exercises, as further exercises
  std::filesystem::path seccomp;  // a profile for the result, in Docker's format; empty: unconfined
};

// The ports and the health check that are asked for are those of the original. Throws Error for
// what ends the command, an original that fails included; a result that fails is a value.
Verification verify(const VerifyOptions& options, Progress& progress);

}  // namespace whittle::commands
