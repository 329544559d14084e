#include "pipeline/rehearse.h"

#include <algorithm>
#include <utility>

#include "base/temp_dir.h"
#include "pipeline/result_run.h"
#include "profile/docker_default.h"
#include "rehearse/check.h"
#include "text/align.h"
#include "verify/lacks.h"
#include "workspace/workspace.h"

namespace whittle::pipeline {
namespace {

bool is_wanted(const MinifyOptions& options) {
  return options.rehearse == Rehearse::yes && options.keep_file.empty() &&
         options.select.keep != select::Keep::used;
}

// Without the new profile also in the result, so that a refused call is not taken for a missing file.
rehearse::SandboxOptions sandbox_options(const RecordedImage& image, const Task& task) {
  const std::string& architecture = image.opened.image.config.platform.architecture;
  return {.runtime = task.options.record.run.runtime,
          .cache = task.options.cache,
          .seccomp = profile::docker_default(architecture, {}),
          .time_limit = task.options.rehearsal_time};
}

rehearse::Subject subject_of(const workspace::OpenedImage& opened) {
  return {.image = opened.image, .tree = opened.tree, .directories = opened.directories};
}

// The paths that the result has not and the original has. A module's compiled form is made again.
std::vector<Lack> lacks_of(const rehearse::Checked& checked, const FileTree& original,
                           const FileTree& result) {
  const SeccompProfile none;
  std::vector<Lack> lacks;
  for (Lack& lack : verify::find_lacks(
           {.trace = checked.trace, .original = original, .result = result, .profile = none})) {
    if (lack.kind != LackKind::path || lack.what.find("/__pycache__/") != std::string::npos)
      continue;
    lack.evidence += "; rehearsed: " + checked.failures.front().note.unit +
                     (checked.failures.size() > 1 ? " and others" : "");
    lacks.push_back(std::move(lack));
  }
  return lacks;
}

}  // namespace

ImageRehearsal rehearse(Selection& selection, const RecordedImage& image, Task& task) {
  ImageRehearsal rehearsal;
  if (!is_wanted(task.options)) return rehearsal;
  task.clock.begin("rehearse");
  const tree::Contents contents = workspace::contents_of(image.opened);
  const rehearse::Subject original = subject_of(image.opened);
  const rehearse::SandboxOptions options = sandbox_options(image, task);
  rehearsal.loaded = rehearse::load_kept({.original = original,
                                          .contents = contents,
                                          .trace = image.recording.trace,
                                          .packages = image.packages,
                                          .keep = selection.keep},
                                         options);
  task.clock.tell_apart(rehearsal.loaded.container_seconds);
  const rehearse::Additions additions =
      rehearse::additions_for(rehearsal.loaded, image.opened.tree, selection.keep);
  Extension extension;
  if (!additions.additions.empty()) {
    extension = extend(image, std::move(selection), additions.additions, task);
    selection = std::move(extension.selection);
  }
  rehearsal.report = rehearse::note_added(rehearsal.loaded, additions, extension.added, options);
  return rehearsal;
}

RehearsalCheck check_rehearsal(const RecordedImage& image, const Candidate& candidate,
                               ImageRehearsal& rehearsal, const Task& task) {
  if (rehearsal.loaded.runtimes.empty()) return {};
  const std::filesystem::path work = task.work / "rehearse";
  const workspace::OpenedImage opened =
      workspace::unpack_fresh(result_image(candidate, image), work);
  const rehearse::Checked checked = rehearse::check(
      rehearsal.loaded, subject_of(image.opened), subject_of(opened), sandbox_options(image, task));
  RehearsalCheck check{.container_seconds = checked.container_seconds};
  rehearsal.report.checked = checked.units;
  rehearsal.report.fails_in_result.clear();
  const bool all_left_out = std::ranges::all_of(checked.failures, &rehearse::Failure::left_out);
  if (!all_left_out) check.lacks = lacks_of(checked, image.opened.tree, opened.tree);
  for (const rehearse::Failure& failure : checked.failures) {
    rehearsal.report.fails_in_result.push_back(failure.note);
  }
  base::remove_tree(work);
  return check;
}

std::vector<std::string> rehearsal_warnings(const Rehearsal& rehearsal) {
  std::vector<std::string> warnings;
  std::size_t units = 0;
  std::size_t not_reached = 0;
  for (const RuntimeRehearsal& runtime : rehearsal.runtimes) {
    units += runtime.units;
    not_reached += runtime.not_reached;
  }
  if (not_reached > 0) {
    warnings.push_back("the rehearsal had no time for " + std::to_string(not_reached) + " of " +
                       std::to_string(units) +
                       " modules and libraries, so that another run may keep other files: " +
                       "--rehearsal-time gives it more than " +
                       text::decimal(rehearsal.time_limit, 0) + " s");
  }
  if (!rehearsal.fails_in_result.empty()) {
    const UnitNote& first = rehearsal.fails_in_result.front();
    warnings.push_back(
        std::to_string(rehearsal.fails_in_result.size()) +
        " modules or libraries load in the original and not in the result: " + first.unit + " (" +
        first.what + ")" + (rehearsal.fails_in_result.size() > 1 ? " and others" : ""));
  }
  return warnings;
}

}  // namespace whittle::pipeline
