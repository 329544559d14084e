// What a command did, for people and programs. Its file form is report.json
// (src/report/report_json.h). All sizes are bytes, uncompressed, as `docker image inspect` counts
// them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "whittle/coverage.h"
#include "whittle/exercise.h"
#include "whittle/rehearsal.h"
#include "whittle/repair.h"
#include "whittle/trace.h"

namespace whittle {

struct ImageSummary {
  std::string reference;  // empty: a result that was not written
  Digest digest;          // of the manifest (of the config where the source has none)
  std::int64_t size = 0;
  std::size_t files = 0;  // everything but directories
  std::size_t layers = 0;
};

struct StageTime {
  std::string name;
  double seconds = 0;            // without the containers' own running time
  double container_seconds = 0;  // in which a container ran
};

struct Missing {
  // Paths that the original has, the result does not, and the app looked for.
  std::vector<std::string> files;
  std::vector<std::string> syscalls;  // calls that the profile denied
};

// Where original and result do not do the same.
struct Difference {
  std::string what;      // "GET :80/: status", "GET :80/: body, line 3", "ports"
  std::string original;  // one line, printable
  std::string result;    // likewise
};

// One round of the verification: a candidate was run and compared with the original.
struct VerifyRound {
  bool passed = false;
  std::string failure;      // one line; empty when passed
  std::vector<Lack> lacks;  // added for the next round, if there is one
  double seconds = 0;       // without the containers' own running time
  double container_seconds = 0;
  double repair_seconds = 0;  // selecting, pruning and writing for the next round
};

struct Verification {
  bool run = false;  // false: --no-verify
  bool passed = false;
  std::string failure;  // one line; empty when passed
  std::vector<ExerciseResult> exercises;
  Missing missing;
  std::string log_tail;  // the last output of the app, when it failed
  std::vector<Difference> differences;
  std::vector<VerifyRound> rounds;
  Repairs repairs;     // what was added because a round found it missing
  int normalised = 0;  // answers that were compared without what two runs of the original differ in
  // Hold-outs that fail in the original: they say nothing about the result.
  std::vector<std::string> not_compared;
};

// What a seccomp profile allows, of the calls of the image's architecture.
struct AllowedCalls {
  std::size_t all = 0;
  std::vector<std::string> with_power;  // sorted; with the arguments that give power
};

// A call with power that is allowed because kept code names it; no run has shown it.
struct InferredCall {
  std::string call;
  std::string why;
};

struct Report {
  static constexpr int kSchema = 1;
  ImageSummary source;
  ImageSummary result;
  std::vector<StageTime> stages;
  double container_seconds = 0;  // of all containers: the sum of those of the stages
  std::size_t syscalls = 0;      // used by the app
  std::size_t allowed_syscalls = 0;
  std::map<std::string, std::size_t>
      allowed_by_reason;  // by SeccompRule::reason; adds up to allowed_syscalls
  AllowedCalls profile;
  std::string docker_release;  // "Docker 29.7.2"
  AllowedCalls docker;         // by its default profile, with its default capabilities
  std::vector<InferredCall> inferred;
  Losses losses;
  std::size_t runs = 0;                   // containers that were recorded
  std::size_t traces = 0;                 // earlier recordings that were taken instead
  std::vector<ExerciseResult> exercises;  // of the recording
  Rehearsal rehearsal;
  Verification verification;
  AppCoverage coverage;
  std::vector<std::string> warnings;
  std::string not_written;  // why the result was not; empty: it was, or no output was asked for
  // The NAME by which other commands find its artifacts in the cache (artifacts/kept_results.h);
  // empty: they are not there. Not in report.json, which is one of them.
  std::string kept_as;
};

}  // namespace whittle
