#include "pipeline/minify.h"

#include <unistd.h>

#include <set>

#include "base/atomic_file.h"
#include "layer/layer_cache.h"
#include "pipeline/stage_clock.h"
#include "profile/seccomp.h"
#include "report/report_json.h"
#include "run/container.h"
#include "run/run_directory.h"
#include "select/keep_file.h"
#include "select/select.h"
#include "trace/trace_file.h"
#include "transport/transport.h"
#include "verify/verify.h"
#include "whittle/error.h"
#include "write/write.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

struct Unpacked {
  std::vector<layer::CachedLayer> layers;
  std::vector<fs::path> directories;
  FileTree tree;
  std::int64_t size = 0;
};

void require_root() {
  if (::geteuid() == 0) return;
  throw Error("whittle minify needs root: it mounts the image, runs a container and watches it",
              "run it with sudo");
}

void make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) throw SystemError("cannot make the directory " + directory.string(), error.value());
}

void require_native(const Image& image) {
  const Platform host = Platform::host();
  if (image.config.platform.os == host.os &&
      image.config.platform.architecture == host.architecture) {
    return;
  }
  throw Error("the image is for " + image.config.platform.str() + ", this machine is " + host.str(),
              "whittle has to run the image: choose --platform " + host.str() +
                  " or use a machine of that kind");
}

Unpacked unpack(const Image& image, layer::LayerCache& cache, Progress& progress) {
  Unpacked unpacked;
  unpacked.layers = cache.obtain(image, progress);
  std::vector<const LayerIndex*> indexes;
  for (const layer::CachedLayer& layer : unpacked.layers) {
    unpacked.directories.push_back(layer.directory);
    unpacked.size += layer.index.size;
    indexes.push_back(&layer.index);
  }
  unpacked.tree = FileTree::from_layers(indexes);
  return unpacked;
}

// A recording that went wrong teaches nothing: no image can come of it.
void require_success(const record::Recording& recording, const MinifyOptions& options) {
  const std::string tail = verify::log_tail(recording.log);
  for (const ExerciseResult& result : recording.exercises) {
    if (result.passed) continue;
    throw Error("the recording failed: " + result.name + ": " + result.detail,
                result.hint.empty() ? "see the app's output above; say how to drive it with "
                                      "--http-probe-cmd, --exec or --host-exec"
                                    : result.hint,
                tail);
  }
  // With --run the user chose the arguments, so the status is what is recorded. Else it is a crash.
  if (recording.stopped || !options.record.runs.empty()) return;
  const Exit& exit = recording.exits.back();
  if (!exit.success()) {
    throw Error("the recording failed: the app " + exit.describe(),
                "its last output is above; give its arguments after -- or with --run", tail);
  }
}

std::size_t count_app_syscalls(const Trace& trace) {
  std::set<std::string> names;
  for (const auto& [abi, calls] : trace.syscalls) {
    for (const auto& [name, phases] : calls) {
      EnumSet<Phase> runtime_only;
      runtime_only.insert(Phase::runtime);
      if (!(phases == runtime_only)) names.insert(name);
    }
  }
  return names.size();
}

std::size_t count_allowed(const SeccompProfile& profile) {
  std::size_t count = 0;
  for (const SeccompRule& rule : profile.rules) {
    if (rule.action == "SCMP_ACT_ALLOW") count += rule.names.size();
  }
  return count;
}

Compression compression_for(const MinifyOptions& options) {
  if (options.compression) return *options.compression;
  return options.outputs.empty() ? Compression::gzip
                                 : transport::preferred_compression(options.outputs.front());
}

ImageSummary summarise(const Image& image, const Unpacked& unpacked) {
  return {.reference = image.reference,
          .digest = image.digest,
          .size = unpacked.size,
          .files = unpacked.tree.file_count(),
          .layers = image.layers.size()};
}

void warn(Report& report, const record::Recording& recording, const KeepSet& keep) {
  report.warnings = recording.warnings;
  report.warnings.insert(report.warnings.end(), keep.warnings.begin(), keep.warnings.end());
  if (recording.trace.losses.total() > 0) {
    report.warnings.push_back(
        "the recording is incomplete: " + std::to_string(recording.trace.losses.total()) +
        " events were lost; files may be missing");
  }
  if (report.result.size >= report.source.size) {
    report.warnings.push_back("the result is not smaller than the original");
  }
}

}  // namespace

Report minify(const MinifyOptions& options, Progress& progress) {
  Report report;
  StageClock clock(progress);

  clock.begin("prepare");
  require_root();
  for (const std::string& output : options.outputs) transport::check_destination(output);
  if (!options.artifacts.empty()) make_directory(options.artifacts);
  run::runtime_version(options.record.run.runtime);
  make_directory(options.cache);
  run::clean_dead_runs(options.cache);
  run::enter_private_mount_namespace();
  layer::LayerCache cache(options.cache);
  const run::RunDirectory work(options.cache);

  clock.begin("read");
  const Image image = transport::read_image(
      options.reference,
      {.platform = options.platform,
       .work = work.path(),
       .configs = options.cache / "configs",
       .at_hand = [&cache](const std::vector<DiffId>& ids) { return cache.holds(ids); }});
  require_native(image);

  clock.begin("unpack");
  const Unpacked source = unpack(image, cache, progress);
  report.source = summarise(image, source);

  // Beyond this point the image is only read through its tree and its unpacked layers.
  clock.begin("record");
  record::RecordOptions record_options = options.record;
  record_options.cache = options.cache;
  const record::Recording recording =
      record::record(image, source.tree, source.directories, record_options, progress);
  clock.leave_out(recording.container_seconds);
  report.container_seconds = recording.container_seconds;
  report.exercises = recording.exercises;
  report.losses = recording.trace.losses;
  if (!options.artifacts.empty()) {
    base::write_file(options.artifacts / kTraceFile, trace::format_trace(recording.trace));
    base::write_file(options.artifacts / kContainerLog, recording.log);
  }
  require_success(recording, options);

  // Every path of the tree now gets its verdict; nothing below adds or drops one.
  clock.begin("select");
  const tree::Contents contents(source.tree, source.directories);
  const PackageIndex packages;
  const KeepSet keep = select::select({.tree = source.tree,
                                       .contents = contents,
                                       .config = image.config,
                                       .trace = recording.trace,
                                       .packages = packages},
                                      options.select);
  const SeccompProfile profile = profile::seccomp_profile(recording.trace);
  report.syscalls = count_app_syscalls(recording.trace);
  report.allowed_syscalls = count_allowed(profile);
  if (!options.artifacts.empty()) {
    select::write_keep_file(options.artifacts / kKeepFile, source.tree, keep);
    base::write_file(options.artifacts / kSeccompFile, profile::format_docker(profile));
  }

  clock.begin("write");
  const WrittenImage result = write::write_image(image, source.tree, keep, source.directories,
                                                 compression_for(options), work.path());
  report.result = {.reference = options.outputs.empty() ? "" : options.outputs.front(),
                   .digest = result.manifest.digest,
                   .size = result.size,
                   .files = keep.kept_files,
                   .layers = result.layers.size()};
  warn(report, recording, keep);

  if (options.verify == Verify::yes) {
    clock.begin("verify");
    const verify::Proof proof = verify::verify({.tree = source.tree, .recording = recording},
                                               transport::open_written(result), profile,
                                               record_options, work.path() / "proof", progress);
    clock.leave_out(proof.container_seconds);
    report.container_seconds += proof.container_seconds;
    report.verification = proof.verification;
  } else {
    report.warnings.push_back("the result has not been proven: --no-verify");
  }

  // An image is handed out only now: it has been seen working, unless the user said not to look.
  if (!report.verification.run || report.verification.passed) {
    clock.begin("output");
    for (const std::string& output : options.outputs) {
      transport::write_image(result, output, work.path());
    }
  }
  clock.end();
  report.stages = clock.times();
  if (!options.artifacts.empty()) {
    base::write_file(options.artifacts / kReportFile, report::format_report(report));
  }
  return report;
}

}  // namespace whittle::pipeline
