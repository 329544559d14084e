#include "pipeline/trial.h"

#include <chrono>
#include <utility>

#include "contract/hardening.h"
#include "pipeline/proof.h"

namespace whittle::pipeline {

namespace {

// A run that is wrongly thought to hang costs a capability too many, one that hangs this long.
constexpr std::chrono::milliseconds kAtLeast{2000};
constexpr int kTimesOriginal = 4;

TrialRun run_under(const Contract& contract, const Trial& trial, record::RecordOptions options,
                   Progress& progress) {
  options.run.hardening = contract::hardening_of(contract);
  TrialRun tried{.run = verify::run_image(trial.image, options, trial.work, progress),
                 .verification = {}};
  tell(tried.verification, tried.run, compare(trial.original, tried.run, {}));
  return tried;
}

}  // namespace

TrialRun try_contract(const Contract& contract, const Trial& trial, Progress& progress) {
  record::RecordOptions options = trial.options;
  options.limit = time_for(trial.original);
  return run_under(contract, trial, std::move(options), progress);
}

TrialRun try_briefly(const Contract& contract, const Trial& trial, Progress& progress) {
  record::RecordOptions options = trial.options;
  options.watch = record::Watch::no;
  options.after_failure = record::AfterFailure::stop;
  const std::chrono::duration<double> took(kTimesOriginal *
                                           trial.original.first().container_seconds);
  options.limit = kAtLeast + std::chrono::duration_cast<std::chrono::milliseconds>(took);
  return run_under(contract, trial, std::move(options), progress);
}

}  // namespace whittle::pipeline
