#include "artifacts/recorded.h"

#include "artifacts/files.h"
#include "base/fd.h"
#include "oci/config.h"
#include "profile/parse_docker.h"
#include "report/report_json.h"
#include "select/keep_file/explain_path.h"
#include "select/keep_file/from_keep_file.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::artifacts {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxProfile = std::size_t{4} << 20;  // bytes

bool is_file(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error);
}

fs::path trace_file(const std::string& source) {
  std::error_code error;
  return fs::is_directory(source, error) ? fs::path(source) / kTraceFile : fs::path(source);
}

void require_recorded(const std::string& source) {
  if (is_recorded(source)) return;
  throw UsageError("neither a trace nor a directory with one: " + source,
                   "a trace is written by whittle record or minify --artifacts; arguments of the "
                   "app follow --");
}

Trace parse_trace(const fs::path& file) {
  return trace::parse_trace(base::read_file(file, trace::kMaxTraceBytes));
}

void add_trace(Trace& all, const fs::path& file, Images images) {
  with_context(
      file.string(),
      [&] {
        Trace trace = parse_trace(file);
        if (images == Images::any) trace.image = {};
        all.merge(trace);
      },
      "a trace is written by whittle record or minify --artifacts; traces are united where they "
      "are of one image");
}

// Kept is what any of them keeps.
void add_keep(Recorded& recorded, const fs::path& file) {
  const select::KeepFile read(file);
  const bool first = !recorded.keep;
  if (first) recorded.tree = select::tree_of(read);
  KeepSet keep = select::keep_set_of(read, recorded.tree, file.string());
  if (first) {
    recorded.keep = std::move(keep);
    return;
  }
  for (NodeId id = 0; id < recorded.tree.size(); ++id) {
    Verdict& verdict = recorded.keep->verdicts[id];
    if (!verdict.kept && keep.verdicts[id].kept) verdict = keep.verdicts[id];
  }
}

void add_artifacts(Recorded& recorded, const fs::path& directory) {
  if (const fs::path file = directory / kKeepFile; is_file(file)) add_keep(recorded, file);
  if (const fs::path file = directory / kConfigFile; is_file(file)) {
    recorded.config =
        with_context(file.string(), [&] { return oci::parse_config(base::read_file(file)); });
  }
  if (const fs::path file = directory / kReportFile; is_file(file)) {
    recorded.image = report::read_reported_images(file).source;
  }
}

}  // namespace

bool is_recorded(const std::string& source) {
  return is_file(trace_file(source));
}

bool is_artifacts(const std::string& source) {
  std::error_code error;
  return !source.empty() && fs::exists(fs::path(source) / kKeepFile, error);
}

Trace unite_traces(const std::vector<std::string>& sources, Images images) {
  Trace all;
  for (const std::string& source : sources) {
    require_recorded(source);
    add_trace(all, trace_file(source), images);
  }
  return all;
}

Recorded read_recorded(const std::vector<std::string>& sources) {
  Recorded recorded;
  for (const std::string& source : sources) {
    require_recorded(source);
    add_trace(recorded.trace, trace_file(source), Images::one);
    std::error_code error;
    if (fs::is_directory(source, error)) add_artifacts(recorded, source);
  }
  return recorded;
}

Trace read_trace(const fs::path& directory) {
  return parse_trace(directory / kTraceFile);
}

SeccompProfile read_seccomp(const fs::path& directory) {
  return read_seccomp_file(directory / kSeccompFile);
}

SeccompProfile read_seccomp_file(const fs::path& file) {
  return profile::parse_docker(base::read_file(file, kMaxProfile));
}

}  // namespace whittle::artifacts
