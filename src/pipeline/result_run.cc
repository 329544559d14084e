#include "pipeline/result_run.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "exercise/ports.h"
#include "transport/transport.h"
#include "verify/verification.h"

namespace whittle::pipeline {
namespace {

// Exposed, but never listening in the recording: no command of a later run waits for them.
exercise::Ports silent_ports(const RecordedImage& image) {
  return exercise::without(exercise::exposed_tcp_ports(image.opened.image.config.exposed_ports),
                           image.recording.trace.ports);
}

}  // namespace

verify::OriginalRuns runs_of_original(const RecordedImage& image, const Task& task) {
  record::RecordOptions options = task.options.record;
  options.exercises.hold_outs = task.options.hold_outs;
  options.exercises.silent_ports = silent_ports(image);
  const bool has_all_exercises = task.options.traces.empty() && task.options.hold_outs.empty();
  return {has_all_exercises ? &image.recording : nullptr,
          [&image, &progress = task.progress(), options](record::Watch watch) mutable {
            const workspace::OpenedImage& opened = image.opened;
            options.watch = watch;
            record::Recording run =
                record::record(opened.image, opened.tree, opened.directories, options, progress);
            verify::require_original_works(run, options);
            return run;
          }};
}

record::RecordOptions result_options(const MinifyOptions& options) {
  record::RecordOptions result = options.record;
  result.exercises.hold_outs = options.hold_outs;
  // The user's overrides of the run go where the new config has a value of its own.
  const oci::ConfigEdits& edits = options.write.edits;
  RunOptions& run = result.run;
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
  return result;
}

void know_from_recording(const RecordedImage& image, record::RecordOptions& options) {
  const record::Recording& recording = image.recording;
  options.exercises.silent_ports = silent_ports(image);
  const bool passed_at_once = std::ranges::all_of(
      recording.exercises, [](const ExerciseResult& result) { return result.tries == 1; });
  // More tries than the original needed are a difference, so there is no use in many.
  if (passed_at_once && !recording.exercises.empty()) {
    options.exercises.retry = std::chrono::milliseconds(1500);
  }
}

Image result_image(const Candidate& candidate, const RecordedImage& image) {
  Image result = transport::open_written(candidate.image);
  result.config.exposed_ports = image.opened.image.config.exposed_ports;
  result.config.health_check = image.opened.image.config.health_check;
  return result;
}

}  // namespace whittle::pipeline
