#include "pipeline/proof.h"

#include <cmath>
#include <cstdint>

#include "whittle/error.h"

namespace whittle::pipeline {

void require_success(record::Recording original, const record::RecordOptions& options) {
  std::erase_if(original.exercises, [](const ExerciseResult& result) { return result.hold_out; });
  const std::string failure = verify::first_failure(original, options);
  if (failure.empty()) return;
  throw Error("the original itself fails in the run that the result is compared with: " + failure,
              "give the exercises and options with which it works", verify::log_tail(original.log));
}

std::chrono::milliseconds time_for(OriginalRuns& original) {
  const double seconds = 30 + 20 * original.first().container_seconds;
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

verify::Outcome compare(OriginalRuns& original, const verify::ProofRun& run,
                        const std::vector<Lack>& lacks) {
  if (!run.trouble.empty()) return {};
  const auto compared = [&] {
    return verify::compare(original.first(), run.recording, original.others());
  };
  verify::Outcome outcome = compared();
  if (outcome.may_vary && lacks.empty() && original.others().empty()) {
    original.run_again(record::Watch::no);
    outcome = compared();
  }
  // Numbers that were the same twice may be so by chance; and what is watched takes its time.
  if (outcome.may_vary && outcome.numbers_alone && original.others().size() == 1) {
    original.run_again(record::Watch::yes);
    outcome = compared();
  }
  return outcome;
}

void tell(Verification& verification, const verify::ProofRun& run, const verify::Outcome& outcome) {
  verification.exercises = run.recording.exercises;
  verification.differences = outcome.differences;
  verification.normalised = outcome.normalised;
  verification.failure =
      run.trouble.empty() ? verify::describe_first(outcome.differences) : run.trouble;
  verification.passed = verification.failure.empty();
  if (run.recording.hung && !verification.passed) {
    verification.failure += ", and hangs: it was ended after " +
                            std::to_string(std::lround(run.recording.container_seconds)) + " s";
  }
  verification.log_tail.clear();
  if (!verification.passed) {
    verification.log_tail = run.trouble.empty() ? verify::log_tail(run.recording.log) : run.details;
  }
}

}  // namespace whittle::pipeline
