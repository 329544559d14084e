#include "pipeline/select.h"

#include <string>
#include <utility>
#include <vector>

#include "artifacts/files.h"
#include "profile/call_power.h"
#include "profile/seccomp.h"
#include "select/elf/named_calls.h"
#include "select/elf/program_abis.h"
#include "select/keep_file/from_keep_file.h"
#include "select/keep_file/keep_file.h"
#include "select/repair_keep_set.h"
#include "text/join.h"
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

// What the profile allows to connect although no run did.
std::vector<std::string> network_warnings(const select::CodeInput& code,
                                          const SeccompChoice& choice) {
  constexpr std::size_t kShown = 3;
  const auto calls = trace::app_calls(code.trace);
  if (choice.form != ProfileForm::broad || choice.network != SeccompNetwork::allow ||
      calls.empty() || calls.contains("connect")) {
    return {};
  }
  std::vector<std::string> files = select::connecting_files(code);
  const std::size_t more = files.size() > kShown ? files.size() - kShown : 0;
  files.resize(files.size() - more);
  std::string who =
      files.empty() ? "nothing in the result imports connect" : text::join(files, ", ");
  if (more > 0) who += " and " + std::to_string(more) + " more";
  if (!files.empty()) who += " can make one";
  return {"no connection to elsewhere was recorded, and the seccomp profile allows it: " + who +
          "; --seccomp-network recorded refuses it"};
}

Selection with_profile(KeepSet keep, const std::vector<std::string>& repaired,
                       const RecordedImage& image, const Task& task) {
  const Trace& trace = image.recording.trace;
  const tree::Contents contents = workspace::contents_of(image.opened);
  Selection selection{.keep = std::move(keep)};
  const select::CodeInput code{.tree = image.opened.tree,
                               .contents = contents,
                               .keep = selection.keep,
                               .trace = trace,
                               .packages = image.packages};
  selection.profile = profile::seccomp_profile(
      with_calls(trace, repaired),
      {.choice = task.options.seccomp,
       .program_abis = select::program_abis(image.opened.tree, contents, selection.keep),
       .named = select::named_calls(
           code, profile::calls_to_infer(task.options.seccomp.form, trace.architecture))});
  selection.warnings = network_warnings(code, task.options.seccomp);
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

Extension extend(const RecordedImage& image, Selection selected,
                 std::span<const select::Addition> additions, const Task& task) {
  const tree::Contents contents = workspace::contents_of(image.opened);
  select::Extended extended = select::extend_keep_set(
      input_of(image, contents), task.options.select, std::move(selected.keep), additions);
  return {.selection = with_profile(std::move(extended.keep), {}, image, task),
          .added = std::move(extended.added)};
}

}  // namespace whittle::pipeline
