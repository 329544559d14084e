#include "pipeline/profile.h"

#include "pipeline/profiles_of.h"
#include "pipeline/recorded.h"
#include "pipeline/stages.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

std::vector<std::string> warnings_of(const Trace& trace) {
  return loss_warnings(trace, "the profile may deny what the app needs");
}

ProfileResult from_image(const ProfileOptions& options, Progress& progress) {
  StageClock clock(progress);

  clock.begin("prepare");
  Workshop shop(options.minify, progress, "profile");
  Job job;
  job.reference = options.sources.front();
  job.traces = options.minify.traces;
  job.work = shop.directory.path() / "image";

  find_use(job, shop, clock);

  // What is kept may be used, although no run has done so.
  clock.begin("select");
  select(job, shop);
  clock.end();
  std::vector<std::string> warnings = job.recording.warnings;
  for (std::string& warning : warnings_of(job.recording.trace)) {
    warnings.push_back(std::move(warning));
  }
  return {.profiles = profiles_of(job, options.minify), .warnings = std::move(warnings)};
}

ProfileResult from_recorded(const std::vector<std::string>& sources, SeccompArguments arguments) {
  const Recorded recorded = read_recorded(sources);
  std::vector<std::string> warnings = warnings_of(recorded.trace);
  if (!recorded.keep) {
    warnings.push_back(
        "the trace does not tell what files are directories, whose they are and what their modes "
        "are: those parts of a profile are guessed; name the directory of artifacts, or "
        "--trace FILE and the image");
  }
  return {.profiles = profiles_of(recorded, arguments), .warnings = std::move(warnings)};
}

}  // namespace

ProfileResult profile(const ProfileOptions& options, Progress& progress) {
  if (is_recorded(options.sources.front())) {
    return from_recorded(options.sources, options.minify.seccomp);
  }
  if (options.sources.size() == 1) return from_image(options, progress);
  throw UsageError("neither a trace nor a directory with one: " + options.sources.front(),
                   "several traces are united, but there can be one image only; arguments of the "
                   "app come after --");
}

}  // namespace whittle::pipeline
