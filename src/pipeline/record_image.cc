#include "pipeline/record_image.h"

#include "pipeline/stages.h"
#include "trace/trace_file.h"

namespace whittle::pipeline {

RecordResult record_image(const MinifyOptions& options, Progress& progress) {
  StageClock clock(progress);

  clock.begin("prepare");
  Workshop shop(options, progress, "record");
  Job job;
  job.reference = options.reference;
  job.work = shop.directory.path() / "image";

  find_use(job, shop, clock);
  clock.end();
  RecordResult result{.warnings = job.recording.warnings};
  for (std::string& warning : loss_warnings(job.recording.trace, "files may be missing")) {
    result.warnings.push_back(std::move(warning));
  }
  result.trace = trace::format_trace(job.recording.trace);
  return result;
}

}  // namespace whittle::pipeline
