#include "pipeline/verify.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include "base/temp_dir.h"
#include "pipeline/prune.h"
#include "pipeline/repairs.h"
#include "verify/lacks.h"
#include "verify/verification.h"

namespace whittle::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

bool is_too_large(const RecordedImage& image, const WrittenImage& result,
                  const MinifyOptions& options) {
  return options.size == Size::smaller && result.size >= workspace::size_of(image.opened);
}

verify::VerifyRun run_candidate(const RecordedImage& image, const Candidate& candidate,
                                verify::OriginalRuns& original, const Task& task) {
  record::RecordOptions options = result_options(task.options);
  know_from_recording(image, options);
  options.run.seccomp = candidate.selection.profile;
  options.limit = verify::time_limit(original);
  return verify::run_image(result_image(candidate, image), options, task.work / "verify",
                           task.progress());
}

struct Compared {
  verify::VerifyRun run;
  std::vector<Lack> found{};  // missing
  std::vector<Lack> lacks{};  // those of them that were not yet added
  std::vector<Lack> hidden{};
  verify::Outcome outcome{};
};

Compared run_and_compare(const RecordedImage& image, const Verified& verified,
                         verify::OriginalRuns& original, const Task& task) {
  const auto& [keep, profile, warnings] = verified.candidate.selection;
  const Repairs& repairs = verified.verification.repairs;
  Compared compared{.run = run_candidate(image, verified.candidate, original, task)};
  const verify::Searched searched = {.trace = compared.run.recording.trace,
                                     .original = image.opened.tree,
                                     .result = compared.run.tree,
                                     .profile = profile};
  compared.found = verify::find_lacks(searched);
  compared.lacks = new_lacks(compared.found, repairs, image.opened.tree, keep);
  compared.hidden =
      new_lacks(verify::find_hidden_lacks(searched), repairs, image.opened.tree, keep);
  compared.outcome = verify::compare(original, compared.run, compared.lacks);
  return compared;
}

// A difference that nothing missing explains has to come twice.
Compared run_until_certain(const RecordedImage& image, const Verified& verified,
                           verify::OriginalRuns& original, Task& task) {
  Compared first = run_and_compare(image, verified, original, task);
  if (!verify::is_to_be_repeated(first.outcome, first.run, first.lacks)) return first;
  task.progress().detail("asked again, since nothing is missing: " +
                         verify::describe_first(first.outcome.differences));
  Compared again = run_and_compare(image, verified, original, task);
  verify::keep_repeated(again.outcome, first.outcome);
  again.run.recording.container_seconds += first.run.recording.container_seconds;
  return again;
}

// Puts what the round has found into `verified`, and returns what another round can add.
std::vector<Lack> verify_once(const RecordedImage& image, Verified& verified,
                              verify::OriginalRuns& original, ImageRehearsal& rehearsal,
                              Task& task) {
  Verification& verification = verified.verification;
  const Compared compared = run_until_certain(image, verified, original, task);
  std::vector<Lack> lacks = compared.lacks;

  Verification now = verify::verification_of(compared.run, compared.outcome);
  now.run = true;
  now.rounds = std::move(verification.rounds);
  now.repairs = std::move(verification.repairs);
  if (!now.passed) now.missing = verify::missing_of(compared.found);
  verification = std::move(now);

  VerifyRound& round = verification.rounds.back();
  round.passed = verification.passed;
  round.failure = verification.failure;
  round.container_seconds = compared.run.recording.container_seconds;
  const Repairs& repairs = verification.repairs;
  if (verification.passed) {
    const RehearsalCheck check = check_rehearsal(image, verified.candidate, rehearsal, task);
    round.container_seconds += check.container_seconds;
    const std::vector<Lack> more =
        new_lacks(check.lacks, repairs, image.opened.tree, verified.candidate.selection.keep);
    lacks.insert(lacks.end(), more.begin(), more.end());
    return lacks;
  }
  return reach_further(lacks, compared.hidden, repairs, verification.rounds.size());
}

// The next candidate takes the place of the one in `verified`. False: the repairs change nothing.
bool repair_candidate(const RecordedImage& image, const KeepSet& selected, Verified& verified,
                      const std::vector<Lack>& lacks, const Task& task) {
  Repairs& repairs = verified.verification.repairs;
  const std::size_t before = repairs.size();
  const std::size_t round = verified.verification.rounds.size();
  for (const Lack& lack : lacks) repairs.push_back({lack, static_cast<int>(round)});
  Selection repaired = prune(repair(image, selected, repairs, task), image, task);
  if (is_same(repaired, verified.candidate.selection)) {
    repairs.resize(before);
    return false;
  }
  const auto directory = [&](std::size_t of) {
    return task.work / ("round-" + std::to_string(of));
  };
  verified.candidate = write(std::move(repaired), image, task, directory(round + 1));
  base::remove_tree(directory(round));
  return true;
}

// left: what the last round found missing and no further round added.
std::vector<std::string> warnings_of(const Verification& verification,
                                     const std::vector<Lack>& left, const MinifyOptions& options) {
  std::vector<std::string> warnings;
  if (verification.passed && !left.empty()) {
    warnings.push_back("the result does the same as the original, but its app could not find " +
                       left.front().what + (left.size() > 1 ? " and others" : ""));
  }
  if (!options.keep_file.empty() && !verification.repairs.empty()) {
    warnings.push_back("the keep file lacks what the app needs, so that more is kept: " +
                       describe(verification.repairs));
  }
  for (const std::string& name : verification.not_compared) {
    warnings.push_back("the hold-out " + name + " fails in the original, so it is not compared");
  }
  return warnings;
}

// One round with its times; returns what another round can add.
std::vector<Lack> timed_round(const RecordedImage& image, Verified& verified,
                              verify::OriginalRuns& original, ImageRehearsal& rehearsal,
                              Task& task) {
  task.clock.begin("verify");
  const Clock::time_point began = Clock::now();
  const double original_seconds = original.container_seconds();
  verified.verification.rounds.emplace_back();
  std::vector<Lack> lacks = verify_once(image, verified, original, rehearsal, task);
  VerifyRound& round = verified.verification.rounds.back();
  round.lacks = lacks;
  round.container_seconds += original.container_seconds() - original_seconds;
  round.seconds = seconds_since(began) - round.container_seconds;
  task.clock.tell_apart(round.container_seconds);
  return lacks;
}

}  // namespace

Verified verify(const RecordedImage& image, const KeepSet& selected, Candidate candidate,
                verify::OriginalRuns& original, ImageRehearsal& rehearsal, Task& task) {
  Verified verified{.candidate = std::move(candidate)};
  if (task.options.verify == Verify::no) {
    verified.warnings = {"the result has not been verified: --no-verify"};
    return verified;
  }
  if (is_too_large(image, verified.candidate.image, task.options)) return verified;
  std::vector<Lack> left;
  for (int round = 1;; ++round) {
    left = timed_round(image, verified, original, rehearsal, task);
    if (left.empty() || round > task.repair_rounds) break;

    task.clock.begin("repair");
    const Clock::time_point began = Clock::now();
    task.progress().detail("round " + std::to_string(round) + ": " + describe(left));
    const bool changed = repair_candidate(image, selected, verified, left, task);
    verified.verification.rounds.back().repair_seconds = seconds_since(began);
    if (!changed) {
      left.clear();
      break;
    }
  }
  verified.warnings = warnings_of(verified.verification, left, task.options);
  return verified;
}

std::string why_refused(const RecordedImage& image, const Verified& verified,
                        const MinifyOptions& options) {
  if (is_too_large(image, verified.candidate.image, options)) {
    return "it is not smaller than the original";
  }
  const Verification& verification = verified.verification;
  return verification.run && !verification.passed ? "the verification failed" : "";
}

}  // namespace whittle::pipeline
