// One recording: rootfs, probes and exercises in, Trace out. The only room that knows container,
// probes and exercises at once.
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

// What ends the recording, once the exercises are done: --continue-after.
struct ContinueAfter {
  enum class Kind { automatic, timeout, probe, exec, exit, signal, enter };
  Kind kind = Kind::automatic;  // automatic: probe where there are exercises, else exit
  std::chrono::seconds timeout{0};
  static ContinueAfter parse(const std::string& text);  // throws UsageError
};

// no: the container runs by itself, and there is no trace of it.
enum class Watch { yes, no };

// stop: the exercises after one that has failed are not run, and the app is not asked to stop: that
// it fails is enough to know.
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
  // A container that has run this long hangs, and is killed. Empty: none does.
  std::optional<std::chrono::milliseconds> limit;
};

struct Recording {
  Trace trace;
  std::vector<ExerciseResult> exercises;
  std::vector<Exit> exits;       // how the app ended, one a run, the stop signal's doing included
  bool stopped = false;          // true: it ran until we stopped it
  bool hung = false;             // true: it was killed at RecordOptions::limit
  bool killed = false;           // true: by SIGKILL, after it took no notice of the stop signal
  std::vector<Content> outputs;  // of the app, stdout and stderr together, one a run
  std::string log;               // the app's output, the last 1 MiB of it
  double container_seconds = 0;
  std::vector<std::string> warnings;

  bool passed() const;  // every exercise passed
};

Recording record(const Image& image, const FileTree& tree,
                 std::span<const std::filesystem::path> layer_directories,
                 const RecordOptions& options, Progress& progress);

}  // namespace whittle::record
