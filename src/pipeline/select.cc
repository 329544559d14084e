#include "pipeline/select.h"

#include <string>
#include <utility>
#include <vector>

#include "artifacts/files.h"
#include "profile/seccomp.h"
#include "select/elf/program_abis.h"
#include "select/keep_file/from_keep_file.h"
#include "select/keep_file/keep_file.h"
#include "select/repair_keep_set.h"
#include "trace/used_calls.h"

namespace whittle::pipeline {
namespace {

select::SelectInput input_of(const RecordedImage& image, const tree::Contents& contents) {
  return {.tree = image.opened.tree,
          .contents = contents,
          .config = image.opened.image.config,
          .trace = image.recording.trace,
          .packages = image.packages};
}

std::vector<std::string> calls_of(std::span<const Repair> repairs) {
  std::vector<std::string> calls;
  for (const Repair& repair : repairs) {
    if (repair.lack.kind == LackKind::syscall) calls.push_back(repair.lack.what);
  }
  return calls;
}

// The recording, with the repaired calls as used, with any arguments.
Trace with_calls(Trace trace, const std::vector<std::string>& repaired) {
  for (const std::string& call : repaired) {
    for (auto& [abi, calls] : trace.syscalls) calls[call].phases.insert(Phase::app);
    for (auto& [abi, calls] : trace.arguments) calls.erase(call);
  }
  return trace;
}

Selection with_profile(KeepSet keep, const std::vector<std::string>& repaired,
                       const RecordedImage& image, const Task& task) {
  const Trace& trace = image.recording.trace;
  const tree::Contents contents = workspace::contents_of(image.opened);
  Selection selection{.keep = std::move(keep)};
  selection.profile = profile::seccomp_profile(
      with_calls(trace, repaired),
      {.arguments = task.options.seccomp,
       .program_abis = select::program_abis(image.opened.tree, contents, selection.keep)});
  profile::name_repaired(selection.profile, repaired);
  // Under a profile from a recording without calls nothing runs.
  if (!trace::app_calls(trace).empty()) {
    task.artifacts.write(artifacts::kSeccompFile, profile::format_docker(selection.profile));
  }
  return selection;
}

}  // namespace

Selection select(const RecordedImage& image, const Task& task) {
  const std::filesystem::path& file = task.options.keep_file;
  const tree::Contents contents = workspace::contents_of(image.opened);
  KeepSet keep =
      file.empty() ? select::select(input_of(image, contents), task.options.select)
                   : select::keep_set_of(select::KeepFile(file), image.opened.tree, file.string());
  return with_profile(std::move(keep), {}, image, task);
}

Selection repair(const RecordedImage& image, const KeepSet& selected,
                 std::span<const Repair> repairs, const Task& task) {
  const tree::Contents contents = workspace::contents_of(image.opened);
  KeepSet keep =
      select::repair_keep_set(input_of(image, contents), task.options.select, selected, repairs);
  return with_profile(std::move(keep), calls_of(repairs), image, task);
}

}  // namespace whittle::pipeline
