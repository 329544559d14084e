#include "pipeline/conclude.h"

#include <utility>

#include "artifacts/files.h"
#include "pipeline/rehearse.h"
#include "profile/call_power.h"
#include "profile/docker_default.h"
#include "record/usable.h"
#include "report/report_json.h"
#include "select/seen/coverage.h"
#include "trace/used_calls.h"

namespace whittle::pipeline {
namespace {

ImageSummary summary_of(const workspace::OpenedImage& opened) {
  return {.reference = opened.image.reference,
          .digest = opened.image.digest,
          .size = workspace::size_of(opened),
          .files = opened.tree.file_count(),
          .layers = opened.image.layers.size()};
}

// reference: empty where it was not written.
ImageSummary summary_of(const Candidate& candidate, const std::string& reference) {
  return {.reference = reference,
          .digest = candidate.image.manifest.digest,
          .size = candidate.image.size,
          .files = candidate.selection.keep.kept_files,
          .layers = candidate.image.layers.size()};
}

// In the order of the stages that they are about; those of the verification come last.
std::vector<std::string> warnings_of(const RecordedImage& image, const Selection& selection,
                                     const Report& report) {
  std::vector<std::string> warnings;
  const auto add = [&warnings](const std::vector<std::string>& more) {
    warnings.insert(warnings.end(), more.begin(), more.end());
  };
  add(image.recording.warnings);
  add(image.packages.warnings);
  add(selection.keep.warnings);
  add(selection.warnings);
  add(rehearsal_warnings(report.rehearsal));
  add(record::loss_warnings(image.recording.trace, "files may be missing"));
  if (report.syscalls == 0) {
    warnings.push_back("the recording has no system calls, so there is no seccomp profile");
  }
  for (const std::string& call : selection.profile.unknown) {
    warnings.push_back("this machine's libseccomp does not know a call that the app made: " + call +
                       "; the profile refuses it");
  }
  if (report.result.size >= report.source.size) {
    warnings.push_back("the result is not smaller than the original");
  }
  return warnings;
}

void count_calls(Report& report, const SeccompProfile& profile, const std::string& architecture) {
  report.profile = profile::allowed_calls(profile, architecture);
  report.docker_release = profile::kDockerRelease;
  report.docker = profile::allowed_calls(profile::docker_default(architecture), architecture);
  report.inferred = profile::inferred_calls(profile);
}

}  // namespace

Report conclude(const RecordedImage& image, const Verified& verified, const Outcome& outcome,
                const Task& task) {
  const record::Recording& recording = image.recording;
  const Selection& selection = verified.candidate.selection;
  const std::vector<std::string>& outputs = task.options.outputs;
  const bool is_written = outcome.not_written.empty() && !outputs.empty();
  Report report{.source = summary_of(image.opened),
                .result = summary_of(verified.candidate, is_written ? outputs.front() : ""),
                .stages = task.clock.times(),
                .syscalls = trace::app_calls(recording.trace).size(),
                .allowed_by_reason = selection.profile.allowed_by_reason(),
                .losses = recording.trace.losses,
                .runs = recording.exits.size(),
                .traces = task.options.traces.size(),
                .exercises = recording.exercises,
                .rehearsal = outcome.rehearsal,
                .verification = verified.verification,
                .not_written = outcome.not_written};
  const tree::Contents contents = workspace::contents_of(image.opened);
  report.coverage = select::coverage({.tree = image.opened.tree,
                                      .contents = contents,
                                      .config = image.opened.image.config,
                                      .trace = recording.trace,
                                      .packages = image.packages},
                                     selection.keep);
  for (const StageTime& stage : report.stages) report.container_seconds += stage.container_seconds;
  for (const auto& [reason, count] : report.allowed_by_reason) report.allowed_syscalls += count;
  if (report.syscalls != 0) count_calls(report, selection.profile, recording.trace.architecture);
  report.warnings = warnings_of(image, selection, report);
  report.warnings.insert(report.warnings.end(), verified.warnings.begin(), verified.warnings.end());
  task.artifacts.write(artifacts::kReportFile, report::format_report(report));
  return report;
}

}  // namespace whittle::pipeline
