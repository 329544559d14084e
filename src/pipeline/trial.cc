#include "pipeline/trial.h"

#include "contract/hardening.h"
#include "pipeline/proof.h"

namespace whittle::pipeline {

TrialRun try_contract(const Contract& contract, const Trial& trial, record::Watch watch,
                      Progress& progress) {
  record::RecordOptions options = trial.options;
  options.run.hardening = contract::hardening_of(contract);
  options.watch = watch;
  TrialRun tried{.run = verify::run_image(trial.image, options, trial.work, progress),
                 .verification = {}};
  tell(tried.verification, tried.run, compare(trial.original, tried.run, {}));
  return tried;
}

}  // namespace whittle::pipeline
