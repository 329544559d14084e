// report.json: what a command did, for programs. The members are those of Report; a new one may
// appear at any time, a change of what is there raises "schema". Sizes are bytes, times seconds.
// Text that is not UTF-8 (a container's output) is shown with U+FFFD.
#pragma once

#include <filesystem>
#include <string>

#include "whittle/report.h"

namespace whittle::report {

std::string format_report(const Report& report);
// The member "verification" alone (report/verification_json.h).
std::string format_verification(const Verification& verification);

// What other commands need of a report that was written before.
struct ReportedImages {
  std::string source;         // reference
  std::string source_digest;  // "sha256:..."
  std::string result;         // reference; empty: none was written
};
// Throws Error where the file is not there or not a report of this schema.
ReportedImages read_reported_images(const std::filesystem::path& file);

}  // namespace whittle::report
