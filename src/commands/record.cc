#include "commands/record.h"

#include <utility>

#include "record/earlier_traces.h"
#include "record/usable.h"
#include "select/seen/trivial.h"
#include "trace/trace_file.h"
#include "workspace/workspace.h"

namespace whittle::commands {

namespace {

std::string why_trivial(const RecordedImage& image, const RecordOptions& options) {
  if (record::is_chosen_by_user(options.record)) return "";
  const record::Recording& recording = image.recording;
  const tree::Contents contents = workspace::contents_of(image.opened);
  const PackageIndex packages = workspace::packages_of(image.opened);
  return select::why_trivial({.tree = image.opened.tree,
                              .contents = contents,
                              .config = image.opened.image.config,
                              .trace = recording.trace,
                              .packages = packages},
                             {.was_exercised = record::has_answered(recording),
                              .was_stopped = recording.stopped,
                              .output = recording.log});
}

}  // namespace

RecordedImage record(const RecordOptions& options, const std::string& command, Progress& progress) {
  progress.stage("prepare");
  workspace::Workspace workspace(
      {.command = command, .cache = options.cache, .runtime = options.record.run.runtime});

  progress.stage("read");
  Image image = workspace.read(options.reference, options.platform, workspace.directory("image"));
  workspace::require_native(image);
  const std::vector<record::EarlierTrace> traces = record::read_traces(options.traces, image);

  progress.stage("unpack");
  RecordedImage recorded{.opened = workspace.unpack(std::move(image), progress)};
  const workspace::OpenedImage& opened = recorded.opened;
  if (!traces.empty()) {
    recorded.recording = record::unite(traces, opened.image, opened.tree);
    return recorded;
  }

  progress.stage("record");
  record::RecordOptions how = options.record;
  how.cache = options.cache;
  recorded.recording = record::record(opened.image, opened.tree, opened.directories, how, progress);
  record::require_success(recorded.recording, how);
  return recorded;
}

RecordedTrace record_trace(const RecordOptions& options, Progress& progress) {
  const RecordedImage image = record(options, "record", progress);
  const record::Recording& recording = image.recording;
  RecordedTrace result{.trace = trace::format_trace(recording.trace),
                       .warnings = recording.warnings};
  for (std::string& warning : record::loss_warnings(recording.trace, "files may be missing")) {
    result.warnings.push_back(std::move(warning));
  }
  if (const std::string why = why_trivial(image, options); !why.empty()) {
    result.warnings.push_back("the recording shows nothing of an app: " + why +
                              "; whittle minify would stop here");
  }
  return result;
}

}  // namespace whittle::commands
