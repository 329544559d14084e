#include "pipeline/recorded.h"

#include <filesystem>

#include "base/fd.h"
#include "capability/infer.h"
#include "capability/privileged_programs.h"
#include "oci/config.h"
#include "pipeline/minify.h"
#include "profile/apparmor.h"
#include "profile/seccomp.h"
#include "report/report_json.h"
#include "select/keep_file/explain_path.h"
#include "select/keep_file/from_keep_file.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

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
                   "app come after --");
}

void add_trace(Trace& all, const fs::path& file, Images images) {
  with_context(
      file.string(),
      [&] {
        Trace trace = trace::parse_trace(base::read_file(file, trace::kMaxTraceBytes));
        if (images == Images::any) trace.image = {};
        all.merge(trace);
      },
      "a trace is written by whittle record or minify --artifacts; traces are united where they "
      "are of one image");
}

// Kept is what any of them keeps: each says what may be used.
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

// What minify() has left beside the trace.
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

// Without the image's accounts: a name that is not root's is taken for another user's.
capability::Start start_of(const std::optional<ImageConfig>& config) {
  if (!config) return capability::Start::as_root;
  const std::string user = config->user.substr(0, config->user.find(':'));
  return user.empty() || user == "0" || user == "root" ? capability::Start::as_root
                                                       : capability::Start::as_other;
}

}  // namespace

bool is_recorded(const std::string& source) {
  return is_file(trace_file(source));
}

std::string unite_traces(const std::vector<std::string>& sources, Images images) {
  Trace all;
  for (const std::string& source : sources) {
    require_recorded(source);
    add_trace(all, trace_file(source), images);
  }
  return trace::format_trace(all);
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

profile::Profiles profiles_of(const Recorded& recorded, SeccompArguments arguments) {
  const FileTree* tree = recorded.keep ? &recorded.tree : nullptr;
  profile::Profiles profiles;
  const std::string image =
      recorded.image.empty() ? recorded.trace.image.short_hex() : recorded.image;
  profiles.name = profile::apparmor_name(image);
  // Of programs that were not started only their names are known here.
  profiles.seccomp = profile::seccomp_profile(recorded.trace, {.arguments = arguments});
  profiles.capabilities = capability::infer(
      {.trace = recorded.trace, .tree = tree, .start = start_of(recorded.config)});
  if (tree == nullptr) {
    profiles.privileged_programs = {"programs whose modes are not known here"};
  } else {
    profiles.privileged_programs = capability::privileged_programs(recorded.trace, *tree);
  }
  profile::AppArmorSubject subject{.name = profiles.name, .trace = recorded.trace, .tree = tree};
  if (recorded.keep) subject.keep = &*recorded.keep;
  if (recorded.config) subject.data_directories = recorded.config->volumes;
  subject.capabilities = profiles.capabilities;
  profiles.apparmor = profile::apparmor_profile(subject);
  return profiles;
}

}  // namespace whittle::pipeline
