#include "pipeline/keep_artifacts.h"

#include <filesystem>

#include "artifacts/kept_results.h"
#include "whittle/error.h"

namespace whittle::pipeline {

void keep_artifacts(Report& report, const WrittenImage& image, const Task& task) {
  if (task.artifacts.kept().empty()) return;
  const auto not_kept = [&report](const std::string& why) {
    report.warnings.push_back("the artifacts could not be kept in the cache: " + why);
  };
  try {
    report.kept_as = artifacts::keep_result(task.options.cache, task.artifacts.kept(),
                                            {.was_written = report.not_written.empty(),
                                             .manifest = image.manifest.digest,
                                             .config = image.config.digest,
                                             .outputs = task.options.outputs});
  } catch (const Error& error) {
    not_kept(error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    not_kept(error.what());
  }
}

}  // namespace whittle::pipeline
