#include "record/earlier_traces.h"

#include <algorithm>
#include <string>

#include "base/fd.h"
#include "record/since_recording.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::record {
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

std::vector<std::string> warnings_of(const EarlierTrace& earlier, const Image& image,
                                     const FileTree& tree) {
  const fs::path& file = earlier.file;
  const Trace& trace = earlier.trace;
  const SinceRecording since = since_recording(trace, tree, image.layers);
  const auto count = [&](const std::vector<std::string>& paths, const std::string& what) {
    return "of the " + std::to_string(since.files) + " files in the trace " + file.string() + ", " +
           what + ": " + std::to_string(paths.size());
  };
  std::vector<std::string> warnings;
  const bool same = is_of(trace, image);
  // Nothing changed then; a path that is not in the image is what the run created and removed.
  if (same && !since.layers_known) return warnings;
  if (!same) {
    warnings.push_back(
        "the trace " + file.string() + " is of " +
        (trace.image.empty() ? "an image that it does not name" : trace.image.str()) + ", and " +
        image.reference + " is " + image.digest.str() + ": it is applied by path");
  }
  if (!since.gone.empty()) {
    warnings.push_back(count(since.gone, "not in the image") + " (" + some_of(since.gone) + ")");
  }
  if (!since.changed.empty()) {
    warnings.push_back(count(since.changed, "from another layer than then and perhaps changed") +
                       " (" + some_of(since.changed) + ")");
  }
  if (!since.unknown.empty()) {
    warnings.push_back(count(since.unknown, "perhaps changed") +
                       ": the trace does not say from which layers they came");
  }
  return warnings;
}

EarlierTrace read_trace(const fs::path& file) {
  return with_context(
      "cannot start from " + file.string(),
      [&] {
        return EarlierTrace{file, trace::parse_trace(base::read_file(file, trace::kMaxTraceBytes))};
      },
      "--trace takes a file that whittle record wrote, or trace.json of minify --artifacts");
}

void require_architecture(const EarlierTrace& earlier, const Image& image) {
  const std::string& recorded_on = earlier.trace.architecture;
  const std::string& architecture = image.config.platform.architecture;
  if (recorded_on == architecture) return;
  throw Error("cannot start from " + earlier.file.string() + ": it was recorded on " +
                  (recorded_on.empty() ? "an architecture that it does not name" : recorded_on) +
                  ", " + image.reference + " is for " + architecture,
              "other architectures have other system calls and libraries: record the image again "
              "on this one");
}

}  // namespace

std::vector<EarlierTrace> read_traces(std::span<const fs::path> files, const Image& image) {
  std::vector<EarlierTrace> traces;
  for (const fs::path& file : files) {
    traces.push_back(read_trace(file));
    require_architecture(traces.back(), image);
  }
  return traces;
}

Recording unite(std::span<const EarlierTrace> traces, const Image& image, const FileTree& tree) {
  Recording recording;
  for (const EarlierTrace& earlier : traces) {
    for (std::string& warning : warnings_of(earlier, image, tree)) {
      recording.warnings.push_back(std::move(warning));
    }
    Trace trace = earlier.trace;
    trace.image = image.digest;
    recording.trace.merge(trace);
  }
  return recording;
}

}  // namespace whittle::record
