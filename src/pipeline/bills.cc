#include "pipeline/bills.h"

#include <string>

#include "package/packages.h"
#include "sbom/sbom.h"

namespace whittle::pipeline {
namespace {

std::string time_of(const Image& image, const write::WriteOptions& options) {
  if (options.source_date_epoch) return sbom::time_of_epoch(*options.source_date_epoch);
  return sbom::created_time(image.config.json);
}

}  // namespace

void write_bills(const KeepSet& keep, const Digest& result, const RecordedImage& image,
                 const Task& task) {
  if (!task.artifacts.wanted()) return;
  const Image& original = image.opened.image;
  sbom::Bill bill{.packages = image.packages,
                  .image = original.reference,
                  .digest = original.digest,
                  .created = time_of(original, task.options.write)};
  for (const Package& package : image.packages.packages) {
    bill.states.push_back(package::state_of(package, keep));
  }
  for (const sbom::Scope scope :
       {sbom::Scope::original, sbom::Scope::difference, sbom::Scope::result}) {
    bill.scope = scope;
    if (scope == sbom::Scope::result) {
      if (!task.options.outputs.empty()) bill.image = task.options.outputs.front();
      bill.digest = result;
    }
    const std::string name = "sbom." + std::string(sbom::scope_name(scope));
    task.artifacts.write(name + ".cdx.json", sbom::format_cyclonedx(bill));
    task.artifacts.write(name + ".spdx.json", sbom::format_spdx(bill));
  }
}

}  // namespace whittle::pipeline
