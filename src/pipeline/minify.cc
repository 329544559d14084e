#include "pipeline/minify.h"

#include "pipeline/attest.h"
#include "pipeline/harden.h"
#include "pipeline/prove.h"
#include "pipeline/stages.h"

namespace whittle::pipeline {

bool is_too_large(const Report& report, const MinifyOptions& options) {
  return options.size == Size::smaller && report.result.size >= report.source.size;
}

Report minify(const MinifyOptions& options, Progress& progress) {
  StageClock clock(progress);

  clock.begin("prepare");
  Workshop shop(options, progress, "minify");
  Job job;
  job.reference = options.reference;
  job.outputs = options.outputs;
  job.artifacts = options.artifacts;
  job.traces = options.traces;
  job.work = shop.directory.path() / "image";

  find_use(job, shop, clock);
  require_complete(job.recording.trace, options.losses);
  require_calls(job.recording.trace, options.verify);

  // Every path of the tree now gets its verdict; only a repair changes one below.
  clock.begin("select");
  select(job, shop);
  prune(job, shop);

  clock.begin("write");
  write(job, shop);

  prove(job, shop, clock, options.repair_rounds);
  harden(job, shop, clock);
  attest(job, options);

  // An image is handed out only now: it has been seen working, unless the user said not to look.
  if (may_be_handed_out(job, options)) {
    clock.begin("output");
    hand_out(job);
  }
  clock.end();
  conclude(job, clock);
  return job.report;
}

}  // namespace whittle::pipeline
