#include "commands/profile.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "artifacts/files.h"
#include "artifacts/recorded.h"
#include "profile/all_profiles.h"
#include "profile/call_power.h"
#include "profile/seccomp.h"
#include "record/usable.h"
#include "select/elf/named_calls.h"
#include "select/elf/program_abis.h"
#include "select/select.h"
#include "whittle/error.h"

namespace whittle::commands {
namespace {

using capability::Start;

std::vector<std::string> loss_warnings(const Trace& trace) {
  return record::loss_warnings(trace, "the profile may deny what the app needs");
}

// The image is not at hand: what the profiles in the directories of artifacts say.
std::vector<NamedCall> named_in(const std::vector<std::string>& sources) {
  std::vector<NamedCall> named;
  for (const std::string& source : sources) {
    const std::filesystem::path file = std::filesystem::path(source) / artifacts::kSeccompFile;
    if (!std::filesystem::exists(file)) continue;
    for (NamedCall& one : profile::named_in(artifacts::read_seccomp_file(file)))
      named.push_back(std::move(one));
  }
  std::ranges::sort(named);
  return named;
}

ProfileResult from_image(const ProfileOptions& options, Progress& progress) {
  RecordOptions record_options = options.record;
  record_options.reference = options.sources.front();
  const auto [opened, recording] = record(record_options, "profile", progress);

  // What is kept may be used, although no run has done so.
  progress.stage("select");
  const tree::Contents contents = workspace::contents_of(opened);
  const PackageIndex packages = workspace::packages_of(opened);
  const KeepSet keep = select::select({.tree = opened.tree,
                                       .contents = contents,
                                       .config = opened.image.config,
                                       .trace = recording.trace,
                                       .packages = packages},
                                      {});
  SeccompProfile seccomp = profile::seccomp_profile(
      recording.trace,
      {.choice = options.seccomp,
       .program_abis = select::program_abis(opened.tree, contents, keep),
       .named = select::named_calls(
           {.tree = opened.tree,
            .contents = contents,
            .keep = keep,
            .trace = recording.trace,
            .packages = packages},
           profile::calls_to_infer(options.seccomp.form, recording.trace.architecture))});
  const RunOptions& run = options.record.record.run;
  const std::string& user = run.user.empty() ? opened.image.config.user : run.user;
  const bool as_root = workspace::user_of(opened, user).uid == 0;

  ProfileResult result;
  result.profiles =
      profile::all_profiles(opened.image.reference,
                            {.trace = recording.trace,
                             .tree = &opened.tree,
                             .keep = &keep,
                             .data_directories = opened.image.config.volumes,
                             .volumes = run.volumes},
                            std::move(seccomp), as_root ? Start::as_root : Start::as_other);
  result.warnings = recording.warnings;
  for (std::string& warning : loss_warnings(recording.trace)) {
    result.warnings.push_back(std::move(warning));
  }
  return result;
}

// Without the image's accounts: a name that is not root's is taken for another user's.
Start start_of(const std::optional<ImageConfig>& config) {
  if (!config) return Start::as_root;
  const std::string user = config->user.substr(0, config->user.find(':'));
  return user.empty() || user == "0" || user == "root" ? Start::as_root : Start::as_other;
}

profile::Profiles profiles_of(const artifacts::Recorded& recorded, std::vector<NamedCall> named,
                              const SeccompChoice& choice) {
  profile::AppArmorSubject subject{.trace = recorded.trace};
  if (recorded.keep) {
    subject.tree = &recorded.tree;
    subject.keep = &*recorded.keep;
  }
  if (recorded.config) subject.data_directories = recorded.config->volumes;
  const std::string image =
      recorded.image.empty() ? recorded.trace.image.short_hex() : recorded.image;
  // Of programs that were not started only the names are known, so that their ABIs are not.
  return profile::all_profiles(
      image, std::move(subject),
      profile::seccomp_profile(recorded.trace, {.choice = choice, .named = std::move(named)}),
      start_of(recorded.config));
}

ProfileResult from_recorded(const std::vector<std::string>& sources, const SeccompChoice& choice) {
  const artifacts::Recorded recorded = artifacts::read_recorded(sources);
  std::vector<std::string> warnings = loss_warnings(recorded.trace);
  if (!recorded.keep) {
    warnings.emplace_back(
        "a trace does not say which files are directories, nor their owners and modes: those parts "
        "of a profile are guessed; name the directory of artifacts, or --trace FILE and the image");
  }
  return {.profiles = profiles_of(recorded, named_in(sources), choice),
          .warnings = std::move(warnings)};
}

}  // namespace

ProfileResult profile(const ProfileOptions& options, Progress& progress) {
  if (artifacts::is_recorded(options.sources.front())) {
    return from_recorded(options.sources, options.seccomp);
  }
  if (options.sources.size() == 1) return from_image(options, progress);
  throw UsageError("neither a trace nor a directory with one: " + options.sources.front(),
                   "several traces are united, but there can be one image only; arguments of the "
                   "app follow --");
}

}  // namespace whittle::commands
