#include "pipeline/minify.h"

#include <utility>

#include "pipeline/attest.h"
#include "pipeline/conclude.h"
#include "pipeline/contract.h"
#include "pipeline/keep_artifacts.h"
#include "pipeline/prune.h"
#include "pipeline/publish.h"
#include "pipeline/read.h"
#include "pipeline/record.h"
#include "pipeline/rehearse.h"
#include "pipeline/result_run.h"
#include "pipeline/select.h"
#include "pipeline/verify.h"
#include "pipeline/write.h"
#include "workspace/workspace.h"

namespace whittle::pipeline {

bool is_too_large(const Report& report, const MinifyOptions& options) {
  return options.size == Size::smaller && report.result.size >= report.source.size;
}

Report minify(const MinifyOptions& options, Progress& progress) {
  StageClock clock(progress);
  clock.begin("prepare");
  check_outputs(options);
  workspace::Workspace workspace(
      {.command = "minify", .cache = options.cache, .runtime = options.record.run.runtime});
  Task task(options, workspace.directory("image"), std::move(clock));

  // What cannot be used is refused here, before any work is done for it.
  task.clock.begin("read");
  auto [source, traces] = read(workspace, task);

  task.clock.begin("unpack");
  UnpackedImage unpacked = unpack(workspace, std::move(source), task);

  // From here on the image is only read through its tree and its unpacked layers.
  const RecordedImage image = options.traces.empty()
                                  ? record(std::move(unpacked), task)
                                  : take_traces(std::move(unpacked), traces, task);
  require_telling(image, options);
  require_complete(image.recording.trace, options.losses);
  require_calls(image.recording.trace, options.verify);

  // Every path of the tree gets its verdict; beyond the rehearsal only a repair changes one.
  task.clock.begin("select");
  Selection selection = select(image, task);
  ImageRehearsal rehearsal = rehearse(selection, image, task);
  Selection pruned = prune(selection, image, task);

  task.clock.begin("write");
  Candidate candidate = write(std::move(pruned), image, task, task.work / "round-1");

  verify::OriginalRuns original = runs_of_original(image, task);
  Verified verified =
      verify(image, selection.keep, std::move(candidate), original, rehearsal, task);

  // An image is published only now: it has been seen working, unless the user chose not to verify
  // it.
  std::optional<MadeContract> contract;
  const std::string refused = why_refused(image, verified, options);
  if (refused.empty()) {
    contract = make_contract(image, verified, original, task);
    WrittenImage& result = verified.candidate.image;
    result.attachments = {attest(image, verified, contract ? &contract->contract : nullptr, task)};
    task.clock.begin("output");
    publish(verified.candidate, task);
  }
  task.clock.end();
  Report report =
      conclude(image, verified, {.not_written = refused, .rehearsal = rehearsal.report}, task);
  keep_artifacts(report, verified.candidate.image, task);
  return report;
}

}  // namespace whittle::pipeline
