#include "commands/verify.h"

#include <utility>
#include <vector>

#include "artifacts/recorded.h"
#include "verify/lacks.h"
#include "verify/verification.h"
#include "whittle/error.h"
#include "workspace/workspace.h"

namespace whittle::commands {
namespace {

namespace fs = std::filesystem;
using workspace::OpenedImage;
using workspace::Workspace;

std::optional<SeccompProfile> profile_of(const fs::path& file) {
  if (file.empty()) return std::nullopt;
  return with_context("cannot use the seccomp profile " + file.string(),
                      [&] { return artifacts::read_seccomp_file(file); });
}

record::RecordOptions record_options_of(const VerifyOptions& options) {
  record::RecordOptions record = options.record;
  record.cache = options.cache;
  record.exercises.hold_outs = options.hold_outs;
  return record;
}

Image read(const std::string& reference, const VerifyOptions& options, const fs::path& work,
           const Workspace& workspace) {
  Image image = workspace.read(reference, options.platform, work);
  workspace::require_native(image);
  return image;
}

verify::OriginalRuns runs_of(const OpenedImage& original, const record::RecordOptions& options,
                             Progress& progress) {
  return {nullptr, [&original, how = options, &progress](record::Watch watch) mutable {
            how.watch = watch;
            record::Recording run = with_context("the original", [&] {
              return record::record(original.image, original.tree, original.directories, how,
                                    progress);
            });
            verify::require_original_works(run, how);
            return run;
          }};
}

struct Compared {
  verify::VerifyRun run;
  std::vector<Lack> lacks{};
  verify::Outcome outcome{};
};

}  // namespace

Verification verify(const VerifyOptions& options, Progress& progress) {
  progress.stage("prepare");
  const std::optional<SeccompProfile> profile = profile_of(options.seccomp);
  Workspace workspace(
      {.command = "verify", .cache = options.cache, .runtime = options.record.run.runtime});

  progress.stage("read");
  Image original_image =
      read(options.original, options, workspace.directory("original"), workspace);
  Image result = read(options.result, options, workspace.directory("result"), workspace);
  progress.stage("unpack");
  const OpenedImage original = workspace.unpack(std::move(original_image), progress);

  progress.stage("run the original");
  verify::OriginalRuns runs = runs_of(original, record_options_of(options), progress);
  runs.first();

  progress.stage("run the result");
  result.config.exposed_ports = original.image.config.exposed_ports;
  result.config.health_check = original.image.config.health_check;
  record::RecordOptions watched = record_options_of(options);
  watched.run.seccomp = profile;
  watched.limit = verify::time_limit(runs);
  const auto run_result = [&] {
    Compared now{.run =
                     verify::run_image(result, watched, workspace.directory("unpacked"), progress)};
    now.lacks = verify::find_lacks(
        {.trace = now.run.recording.trace,
         .original = original.tree,
         .result = now.run.tree,
         .profile = profile.value_or(SeccompProfile{.default_action = "SCMP_ACT_ALLOW"})});
    now.outcome = verify::compare(runs, now.run, now.lacks);
    return now;
  };
  Compared compared = run_result();
  if (verify::is_to_be_repeated(compared.outcome, compared.run, compared.lacks)) {
    const Compared before = std::exchange(compared, run_result());
    verify::keep_repeated(compared.outcome, before.outcome);
  }
  Verification verification = verify::verification_of(compared.run, compared.outcome);
  verification.run = true;
  if (!verification.passed) verification.missing = verify::missing_of(compared.lacks);
  return verification;
}

}  // namespace whittle::commands
