// The stage in the place of record(): what earlier recordings have seen, perhaps of other builds of
// the image. Such a trace is applied by path, with warnings; whether that was good enough is what
// the proof decides.
#include <algorithm>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "pipeline/stages.h"
#include "select/since_recording.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNamed = 5;  // paths in a warning

std::string some_of(const std::vector<std::string>& paths) {
  std::string text;
  for (std::size_t i = 0; i < std::min(paths.size(), kNamed); ++i) {
    text += (i == 0 ? "" : ", ") + paths[i];
  }
  return paths.size() > kNamed ? text + ", ..." : text;
}

// A manifest's digest and its config's are both the image's.
bool is_of(const Trace& trace, const Image& image) {
  return trace.image == image.digest || trace.image == image.config_digest;
}

std::vector<std::string> warnings_of(const Trace& trace, const fs::path& file, const Job& job) {
  const select::SinceRecording since = select::since_recording(trace, job.tree, job.image.layers);
  const auto count = [&](const std::vector<std::string>& paths, const std::string& what) {
    return "of the " + std::to_string(since.files) + " files that " + file.string() +
           " tells of, " + what + ": " + std::to_string(paths.size());
  };
  std::vector<std::string> warnings;
  const bool same = is_of(trace, job.image);
  if (!same) {
    warnings.push_back("the trace " + file.string() + " is of " +
                       (trace.image.empty() ? "no image that it names" : trace.image.str()) +
                       ", and " + job.image.reference + " is " + job.image.digest.str() +
                       ": it is applied by path");
  }
  if (!since.gone.empty()) {
    warnings.push_back(count(since.gone, "not in the image") + " (" + some_of(since.gone) + ")");
  }
  if (!since.changed.empty()) {
    warnings.push_back(count(since.changed, "from another layer than then and perhaps changed") +
                       " (" + some_of(since.changed) + ")");
  }
  if (!same && !since.unknown.empty()) {
    warnings.push_back(count(since.unknown, "perhaps changed") +
                       ", as it does not tell from which layers they came");
  }
  return warnings;
}

}  // namespace

void read_traces(Job& job) {
  const std::string& architecture = job.image.config.platform.architecture;
  for (const fs::path& file : job.traces) {
    const auto& [path, trace] = job.taken.emplace_back(
        file, with_context(
                  "cannot start from " + file.string(),
                  [&] { return trace::parse_trace(base::read_file(file, trace::kMaxTraceBytes)); },
                  "a trace is the trace.json of minify --artifacts"));
    if (trace.architecture == architecture) continue;
    throw Error(
        "cannot start from " + file.string() + ": it was recorded on " +
            (trace.architecture.empty() ? "no architecture that it names" : trace.architecture) +
            ", " + job.image.reference + " is for " + architecture,
        "other architectures have other system calls and libraries: record the image anew "
        "on this one");
  }
}

void apply_traces(Job& job) {
  for (auto& [file, trace] : job.taken) {
    for (std::string& warning : warnings_of(trace, file, job)) {
      job.recording.warnings.push_back(std::move(warning));
    }
    trace.image = job.image.digest;
    job.recording.trace.merge(trace);
  }
  job.taken.clear();
  job.report.losses = job.recording.trace.losses;
  if (!job.artifacts.empty()) {
    base::write_file(job.artifacts / kTraceFile, trace::format_trace(job.recording.trace));
  }
}

}  // namespace whittle::pipeline
