#include "verify/verification.h"

#include <cmath>
#include <cstdint>
#include <utility>

#include "record/usable.h"
#include "whittle/error.h"

namespace whittle::verify {
namespace {

// In one line; empty: nothing failed. With --run the user chose the arguments, so that any exit
// status is accepted.
std::string first_failure(const record::Recording& recording,
                          const record::RecordOptions& options) {
  for (const ExerciseResult& result : recording.exercises) {
    if (!result.passed) return result.name + ": " + result.detail;
  }
  const bool failed =
      !recording.stopped && options.runs.empty() && !recording.exits.back().success();
  return failed ? "the app " + recording.exits.back().describe() : "";
}

}  // namespace

void require_original_works(record::Recording original, const record::RecordOptions& options) {
  std::erase_if(original.exercises, [](const ExerciseResult& result) { return result.hold_out; });
  const std::string failure = first_failure(original, options);
  if (failure.empty()) return;
  throw Error("the original itself fails in the run that the result is compared with: " + failure,
              "give the exercises and options with which it works", record::log_tail(original.log));
}

std::chrono::milliseconds time_limit(OriginalRuns& original) {
  const double seconds = 30 + 20 * original.first().container_seconds;
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

Outcome compare(OriginalRuns& original, const VerifyRun& run, const std::vector<Lack>& lacks) {
  if (!run.trouble.empty()) return {};
  const auto compared = [&] { return compare(original.first(), run.recording, original.others()); };
  Outcome outcome = compared();
  if (outcome.may_vary && lacks.empty() && original.others().empty()) {
    original.run_again(record::Watch::no);
    outcome = compared();
  }
  // Numbers may have been the same twice by chance, and probes make times longer.
  if (outcome.may_vary && outcome.numbers_alone && original.others().size() == 1) {
    original.run_again(record::Watch::yes);
    outcome = compared();
  }
  return outcome;
}

bool is_to_be_repeated(const Outcome& outcome, const VerifyRun& run,
                       const std::vector<Lack>& lacks) {
  return !outcome.differences.empty() && lacks.empty() && !run.recording.hung;
}

Verification verification_of(const VerifyRun& run, const Outcome& outcome) {
  Verification verification;
  verification.exercises = run.recording.exercises;
  verification.differences = outcome.differences;
  verification.normalised = outcome.normalised;
  verification.not_compared = outcome.not_compared;
  verification.failure = run.trouble.empty() ? describe_first(outcome.differences) : run.trouble;
  verification.passed = verification.failure.empty();
  if (verification.passed) return verification;
  if (run.recording.hung) {
    verification.failure += ", and hangs: it was ended after " +
                            std::to_string(std::lround(run.recording.container_seconds)) + " s";
  }
  verification.log_tail = run.trouble.empty() ? record::log_tail(run.recording.log) : run.details;
  return verification;
}

}  // namespace whittle::verify
