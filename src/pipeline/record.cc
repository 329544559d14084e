#include "pipeline/record.h"

#include <string>
#include <utility>
#include <vector>

#include "artifacts/files.h"
#include "record/usable.h"
#include "select/seen/trivial.h"
#include "trace/trace_file.h"
#include "trace/used_calls.h"
#include "whittle/error.h"

namespace whittle::pipeline {
RecordedImage record(UnpackedImage unpacked, Task& task) {
  RecordedImage image{.opened = std::move(unpacked.opened),
                      .packages = std::move(unpacked.packages)};
  task.clock.begin("record");
  image.recording = record::record(image.opened.image, image.opened.tree, image.opened.directories,
                                   task.options.record, task.progress());
  task.clock.tell_apart(image.recording.container_seconds);
  task.artifacts.write(artifacts::kTraceFile, trace::format_trace(image.recording.trace));
  task.artifacts.write(artifacts::kContainerLog, image.recording.log);
  record::require_success(image.recording, task.options.record);
  return image;
}

RecordedImage take_traces(UnpackedImage unpacked, std::span<const record::EarlierTrace> traces,
                          const Task& task) {
  RecordedImage image{.opened = std::move(unpacked.opened),
                      .packages = std::move(unpacked.packages)};
  image.recording = record::unite(traces, image.opened.image, image.opened.tree);
  task.artifacts.write(artifacts::kTraceFile, trace::format_trace(image.recording.trace));
  return image;
}

void require_complete(const Trace& trace, Incomplete losses) {
  if (losses == Incomplete::allowed || trace.losses.total() == 0) return;
  const std::vector<std::string> warnings =
      record::loss_warnings(trace, "what they would have shown is missing");
  throw Error(warnings.front() + (warnings.size() > 1 ? ": " + warnings[1] : ""),
              "record again, with fewer exercises at once or with --probe fanotify,ptrace; or go "
              "on with --allow-incomplete");
}

void require_telling(const RecordedImage& image, const MinifyOptions& options) {
  const bool is_recorded = options.traces.empty() && options.keep_file.empty();
  if (options.trivial == Trivial::allowed || !is_recorded ||
      record::is_chosen_by_user(options.record)) {
    return;
  }
  const record::Recording& recording = image.recording;
  const tree::Contents contents = workspace::contents_of(image.opened);
  const std::string why = select::why_trivial({.tree = image.opened.tree,
                                               .contents = contents,
                                               .config = image.opened.image.config,
                                               .trace = recording.trace,
                                               .packages = image.packages},
                                              {.was_exercised = record::has_answered(recording),
                                               .was_stopped = recording.stopped,
                                               .output = recording.log});
  if (why.empty()) return;
  throw Error("the recording shows nothing of an app: " + why, select::kTrivialHint,
              record::log_tail(recording.log));
}

void require_calls(const Trace& trace, Verify verify) {
  if (verify == Verify::no || !trace::app_calls(trace).empty()) return;
  throw Error(
      "the recording has no system calls, so there is no profile to verify the result under",
      "record with ebpf or ptrace too (--probe), or use --no-verify");
}

}  // namespace whittle::pipeline
