#include "pipeline/bills.h"

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "base/atomic_file.h"
#include "package/packages.h"
#include "sbom/sbom.h"

namespace whittle::pipeline {
namespace {

std::string time_of(const Image& image) {
  if (const char* text = std::getenv("SOURCE_DATE_EPOCH")) {
    std::int64_t seconds = 0;
    const char* end = text + std::strlen(text);
    const auto [rest, error] = std::from_chars(text, end, seconds);
    constexpr std::int64_t kYear10000 = 253'402'300'800;
    if (error == std::errc() && rest == end && seconds >= 0 && seconds < kYear10000) {
      return sbom::time_of_epoch(seconds);
    }
  }
  return sbom::created_time(image.config.json);
}

}  // namespace

void write_bills(const Job& job) {
  if (job.artifacts.empty()) return;
  sbom::Bill bill{.packages = job.packages,
                  .image = job.image.reference,
                  .digest = job.image.digest,
                  .created = time_of(job.image)};
  for (const Package& package : job.packages.packages) {
    bill.states.push_back(package::state_of(package, job.keep));
  }
  for (const sbom::Scope scope :
       {sbom::Scope::original, sbom::Scope::difference, sbom::Scope::result}) {
    bill.scope = scope;
    if (scope == sbom::Scope::result) {
      if (!job.outputs.empty()) bill.image = job.outputs.front();
      bill.digest = job.result.manifest.digest;
    }
    const std::string name = "sbom." + std::string(sbom::scope_name(scope));
    base::write_file(job.artifacts / (name + ".cdx.json"), sbom::format_cyclonedx(bill));
    base::write_file(job.artifacts / (name + ".spdx.json"), sbom::format_spdx(bill));
  }
}

}  // namespace whittle::pipeline
