// report.json: what a command did, for programs. Its members are those of Report. New members may
// be added at any time; other changes raise "schema". Sizes are bytes, times are seconds. Bytes
// that are not UTF-8 (in a container's output) become U+FFFD.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/report.h"

namespace whittle::report {

std::string format_report(const Report& report);
// Of all stages, with the containers that ran in them.
double wall_seconds(const Report& report);
// Only the member "verification" (report/verification_json.h).
std::string format_verification(const Verification& verification);

// What other commands need from an existing report.
struct ReportedImages {
  std::string source;         // reference
  std::string source_digest;  // "sha256:..."
  std::string result;         // reference; empty: none was written
};
// Throws Error where the file is missing or not a report of this schema.
ReportedImages read_reported_images(const std::filesystem::path& file);

}  // namespace whittle::report
