// One recording: runs an image in a container with probes and exercises, and returns the Trace. The
// only room that sees container, probes and exercise.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exercise/exercises.h"
#include "layer/layer_cache.h"
#include "whittle/exercise.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "whittle/run_options.h"
#include "whittle/trace.h"

namespace whittle::record {

// What ends the recording after the exercises: --continue-after.
struct ContinueAfter {
  enum class Kind { automatic, timeout, probe, exec, exit, signal, enter };
  Kind kind = Kind::automatic;  // automatic: probe where there are exercises, else exit
  std::chrono::seconds timeout{0};
  static ContinueAfter parse(const std::string& text);  // throws UsageError
};

// no: the container runs without probes, and the trace is empty.
enum class Watch { yes, no };

// stop: after a failed exercise the others are not run, and the app is killed at once: the failure
// is all that is needed.
enum class AfterFailure { go_on, stop };

struct RecordOptions {
  RunOptions run;
  exercise::ExerciseOptions exercises;
  std::vector<std::vector<std::string>> runs;  // --run: one recording each, with these arguments
  ContinueAfter continue_after;
  std::filesystem::path cache;
  Watch watch = Watch::yes;
  std::vector<std::string> probes;  // --probe; empty: probe_plan.h chooses
  AfterFailure after_failure = AfterFailure::go_on;
  // A container that runs longer than this is killed as hung. nullopt: no limit.
  std::optional<std::chrono::milliseconds> limit;
  // Likewise one that prints nothing for so long.
  std::optional<std::chrono::milliseconds> silence;
};

struct Recording {
  Trace trace;
  std::vector<ExerciseResult> exercises;
  std::vector<Exit> exits;       // how the app ended, one for each run
  bool stopped = false;          // it ran until it was stopped
  bool hung = false;             // it was killed at RecordOptions::limit or silence
  bool killed = false;           // by SIGKILL, because it ignored the stop signal
  std::vector<Content> outputs;  // of the app, its stdout, one for each run
  std::vector<Content> errors;   // likewise, its stderr
  std::string log;               // the app's output, the last 1 MiB of it
  double container_seconds = 0;
  std::vector<std::string> warnings;

  bool passed() const;  // every exercise passed
};

Recording record(const Image& image, const FileTree& tree,
                 std::span<const std::filesystem::path> layer_directories,
                 const RecordOptions& options, Progress& progress);

}  // namespace whittle::record
