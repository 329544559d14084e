#include "pipeline/task.h"

#include <utility>

#include "transport/transport.h"

namespace whittle::pipeline {

Task::Task(const MinifyOptions& asked, std::filesystem::path work_directory, StageClock stage_clock)
    : options(asked),
      repair_rounds(asked.repair_rounds),
      artifacts(asked.artifacts, work_directory.empty() ? "" : work_directory / "artifacts"),
      work(std::move(work_directory)),
      clock(std::move(stage_clock)) {
  options.record.cache = options.cache;
  if (options.compression) {
    options.write.compression = *options.compression;
  } else if (!options.outputs.empty()) {
    options.write.compression = transport::preferred_compression(options.outputs.front());
  }
}

}  // namespace whittle::pipeline
