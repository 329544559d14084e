#include "pipeline/prove.h"

#include <algorithm>
#include <chrono>

#include "base/temp_dir.h"
#include "pipeline/original_runs.h"
#include "pipeline/proof.h"
#include "pipeline/repairs.h"
#include "transport/transport.h"
#include "verify/lacks.h"
#include "verify/verify.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

OriginalRuns runs_of_original(const Job& job, const Workshop& shop) {
  record::RecordOptions options = record_options(shop);
  options.exercises.hold_outs = shop.options.hold_outs;
  const bool compares_with_recording = job.traces.empty() && shop.options.hold_outs.empty();
  return {compares_with_recording ? &job.recording : nullptr,
          [&job, &shop, options](record::Watch watch) mutable {
            options.watch = watch;
            record::Recording run =
                record::record(job.image, job.tree, job.directories, options, shop.progress);
            require_success(run, options);
            return run;
          }};
}

verify::ProofRun run_candidate(const Job& job, const Workshop& shop, OriginalRuns& original) {
  record::RecordOptions options = proof_options(shop);
  options.run.seccomp = job.profile;
  options.limit = time_for(original);
  return verify::run_image(image_to_prove(job), options, job.work / "proof", shop.progress);
}

// What this round has found, for the report, and what of it another round can give back.
std::vector<Lack> prove_once(const Job& job, const Workshop& shop, OriginalRuns& original,
                             Verification& verification) {
  const verify::ProofRun run = run_candidate(job, shop, original);
  const verify::Searched searched = {.trace = run.recording.trace,
                                     .original = job.tree,
                                     .result = run.tree,
                                     .profile = job.profile};
  std::vector<Lack> found = verify::find_lacks(searched);
  const std::vector<Lack> lacks = new_lacks(found, job);
  tell(verification, run, compare(original, run, lacks));
  ProofRound& round = verification.rounds.back();
  round.passed = verification.passed;
  round.failure = verification.failure;
  round.container_seconds = run.recording.container_seconds;
  verification.missing = {};
  if (verification.passed) return lacks;
  verification.missing = verify::missing_of(found);
  return reach_further(lacks, new_lacks(verify::find_hidden_lacks(searched), job), job,
                       verification.rounds.size());
}

// The next candidate. False: the repairs change nothing.
bool repair_candidate(Job& job, Workshop& shop, const std::vector<Lack>& lacks, int round) {
  const Candidate before = candidate_of(job);
  const std::size_t repairs = job.repairs.size();
  for (const Lack& lack : lacks) job.repairs.push_back({lack, round});
  repair(job, shop);
  prune(job, shop);
  if (candidate_of(job) == before) {
    job.repairs.resize(repairs);
    return false;
  }
  const std::filesystem::path old = job.work;
  job.work = old.parent_path() / (old.filename().string() + "+");
  make_directory(job.work);
  write(job, shop);
  base::remove_tree(old);
  return true;
}

void warn_of_hold_outs(Report& report) {
  for (const ExerciseResult& result : report.verification.exercises) {
    if (!result.hold_out || result.passed || !report.verification.passed) continue;
    report.warnings.push_back("the hold-out " + result.name +
                              " fails alike on the original: it tells nothing about the result");
  }
}

void warn(Job& job, const Workshop& shop, const std::vector<Lack>& left) {
  Report& report = job.report;
  if (report.verification.passed && !left.empty()) {
    report.warnings.push_back(
        "the result does the same as the original, but its app has looked in vain for " +
        left.front().what + (left.size() > 1 ? " and others" : ""));
  }
  if (!shop.options.keep_file.empty() && !job.repairs.empty()) {
    report.warnings.push_back("the keep file lacks what the app needs, so that more is kept: " +
                              describe(job.repairs));
  }
  warn_of_hold_outs(report);
}

}  // namespace

Image image_to_prove(const Job& job) {
  Image image = transport::open_written(job.result);
  image.config.exposed_ports = job.image.config.exposed_ports;
  image.config.health_check = job.image.config.health_check;
  return image;
}

record::RecordOptions proof_options(const Workshop& shop) {
  record::RecordOptions options = record_options(shop);
  options.exercises.hold_outs = shop.options.hold_outs;
  // What the new config says about how to run it is run as it says; other overrides are as in the
  // recording.
  const oci::ConfigEdits& edits = shop.options.write.edits;
  RunOptions& run = options.run;
  if (edits.entrypoint) run.entrypoint.reset();
  if (edits.cmd) {
    run.replace_arguments = false;
    run.arguments.clear();
  }
  if (edits.user) run.user.clear();
  if (edits.working_dir) run.working_dir.clear();
  for (const std::string& variable : edits.env) {
    const std::string name = variable.substr(0, variable.find('=') + 1);
    std::erase_if(run.env, [&name](const std::string& other) { return other.starts_with(name); });
  }
  return options;
}

void prove(Job& job, Workshop& shop, StageClock& clock, int repair_rounds) {
  if (shop.options.verify == Verify::no) {
    job.report.warnings.push_back("the result has not been proven: --no-verify");
    return;
  }
  if (is_too_large(job.report, shop.options)) return;
  OriginalRuns& original = job.original.emplace(runs_of_original(job, shop));
  Verification& verification = job.report.verification;
  verification.run = true;
  std::vector<Lack> lacks;
  for (int round = 1;; ++round) {
    clock.begin("verify");
    const Clock::time_point began = Clock::now();
    const double original_seconds = original.container_seconds();
    ProofRound& told = verification.rounds.emplace_back();
    lacks = prove_once(job, shop, original, verification);
    told.lacks = lacks;
    told.container_seconds += original.container_seconds() - original_seconds;
    told.seconds = seconds_since(began) - told.container_seconds;
    clock.leave_out(told.container_seconds);
    job.report.container_seconds += told.container_seconds;
    if (lacks.empty() || round > repair_rounds) break;

    // What is handed out is always what the last round has proven.
    clock.begin("repair");
    const Clock::time_point repair_began = Clock::now();
    shop.progress.detail("round " + std::to_string(round) + ": " + describe(lacks));
    const bool changed = repair_candidate(job, shop, lacks, round);
    told.repair_seconds = seconds_since(repair_began);
    if (!changed) {
      lacks.clear();
      break;
    }
  }
  verification.repairs = job.repairs;
  warn(job, shop, lacks);
}

}  // namespace whittle::pipeline
