#include "pipeline/stages.h"

#include <unistd.h>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/rootless.h"
#include "container/container.h"
#include "package/packages.h"
#include "pipeline/bills.h"
#include "pipeline/profiles_of.h"
#include "profile/seccomp.h"
#include "report/report_json.h"
#include "select/elf/program_abis.h"
#include "select/keep_file/from_keep_file.h"
#include "select/keep_file/keep_file.h"
#include "select/repair_keep_set.h"
#include "select/select.h"
#include "trace/trace_file.h"
#include "trace/used_calls.h"
#include "transport/transport.h"
#include "tree/contents.h"
#include "verify/verify.h"
#include "whittle/error.h"
#include "write/check_edits.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

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

select::SelectInput select_input(const Job& job, const tree::Contents& contents) {
  return {.tree = job.tree,
          .contents = contents,
          .config = job.image.config,
          .trace = job.recording.trace,
          .packages = job.packages};
}

// The recording, but what proofs were denied counts as used, with whatever arguments.
Trace repaired_trace(const Job& job, const std::vector<std::string>& repaired) {
  Trace trace = job.recording.trace;
  for (const std::string& call : repaired) {
    for (auto& [abi, calls] : trace.syscalls) calls[call].phases.insert(Phase::app);
    for (auto& [abi, calls] : trace.arguments) calls.erase(call);
  }
  return trace;
}

void make_profile(Job& job, const tree::Contents& contents, const MinifyOptions& options) {
  std::vector<std::string> repaired;
  for (const Repair& repair : job.repairs) {
    if (repair.lack.kind == LackKind::syscall) repaired.push_back(repair.lack.what);
  }
  job.profile = profile::seccomp_profile(
      repaired_trace(job, repaired),
      {.arguments = options.seccomp,
       .program_abis = select::program_abis(job.tree, contents, job.keep)});
  profile::name_repaired(job.profile, repaired);
  job.report.syscalls = trace::app_calls(job.recording.trace).size();
  job.report.allowed_by_reason = job.profile.allowed_by_reason();
  job.report.allowed_syscalls = 0;
  for (const auto& [reason, count] : job.report.allowed_by_reason) {
    job.report.allowed_syscalls += count;
  }
  // From a recording without calls comes a profile under which nothing runs.
  if (!job.artifacts.empty() && job.report.syscalls > 0) {
    base::write_file(job.artifacts / kSeccompFile, profile::format_docker(job.profile));
  }
}

void warn(Job& job) {
  std::vector<std::string>& warnings = job.report.warnings;
  warnings = job.recording.warnings;
  warnings.insert(warnings.end(), job.packages.warnings.begin(), job.packages.warnings.end());
  warnings.insert(warnings.end(), job.keep.warnings.begin(), job.keep.warnings.end());
  for (std::string& warning : loss_warnings(job.recording.trace, "files may be missing")) {
    warnings.push_back(std::move(warning));
  }
  if (job.report.syscalls == 0) {
    warnings.push_back("the recording tells no system calls, so there is no seccomp profile");
  }
  for (const std::string& call : job.profile.unknown) {
    warnings.push_back("this machine's libseccomp does not know a call that the app made: " + call +
                       "; the profile refuses it");
  }
  if (job.report.result.size >= job.report.source.size) {
    warnings.push_back("the result is not smaller than the original");
  }
}

fs::path prepared_cache(const MinifyOptions& options, const std::string& command) {
  become_root(command);
  for (const std::string& output : options.outputs) transport::check_destination(output);
  if (!options.artifacts.empty()) make_directory(options.artifacts);
  return prepare_cache(options.cache, options.record.run.runtime);
}

}  // namespace

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

void become_root(const std::string& command) {
  if (::geteuid() != 0) base::become_root_of_user_namespace("whittle " + command);
}

fs::path prepare_cache(const fs::path& cache, const std::string& runtime) {
  container::runtime_version(runtime);
  make_directory(cache);
  container::clean_dead_runs(cache);
  container::enter_private_mount_namespace();
  return cache;
}

Workshop::Workshop(const MinifyOptions& minify_options, Progress& its_progress,
                   const std::string& command)
    : options(minify_options),
      progress(its_progress),
      cache(prepared_cache(minify_options, command)),
      directory(minify_options.cache) {}

std::vector<std::string> loss_warnings(const Trace& trace, const std::string& consequence) {
  if (trace.losses.total() == 0) return {};
  std::vector<std::string> warnings = {
      "the recording is incomplete: " + std::to_string(trace.losses.total()) +
      " events were lost; " + consequence};
  warnings.insert(warnings.end(), trace.contradictions.begin(), trace.contradictions.end());
  return warnings;
}

void require_complete(const Trace& trace, Incomplete losses) {
  if (losses == Incomplete::allowed || trace.losses.total() == 0) return;
  const std::vector<std::string> warnings =
      loss_warnings(trace, "what they would have told is missing");
  throw Error(warnings.front() + (warnings.size() > 1 ? ": " + warnings[1] : ""),
              "record again, with fewer exercises at once or with --probe fanotify,ptrace; or go "
              "on with --allow-incomplete");
}

void require_calls(const Trace& trace, Verify verify) {
  if (verify == Verify::no || !trace::app_calls(trace).empty()) return;
  throw Error(
      "the recording tells no system calls, so there is no profile to prove the result under",
      "record with ebpf or ptrace too (--probe), or hand the image out unproven with "
      "--no-verify");
}

void find_use(Job& job, Workshop& shop, StageClock& clock) {
  clock.begin("read");
  read(job, shop);

  // A trace that cannot be used is refused before there is any work done for it.
  read_traces(job);

  clock.begin("unpack");
  unpack(job, shop);

  // Beyond this point the image is only read through its tree and its unpacked layers.
  if (!job.traces.empty()) return apply_traces(job);
  clock.begin("record");
  record(job, shop, clock);
}

void read(Job& job, Workshop& shop) {
  make_directory(job.work);
  if (!job.artifacts.empty()) make_directory(job.artifacts);
  job.image = transport::read_image(
      job.reference,
      {.platform = shop.options.platform,
       .work = job.work,
       .configs = shop.options.cache / "configs",
       .at_hand = [&shop](const std::vector<DiffId>& ids) { return shop.cache.holds(ids); }});
  require_native(job.image);
  write::check_removals(job.image.config, shop.options.write.edits);
}

void unpack(Job& job, Workshop& shop) {
  job.layers = shop.cache.obtain(job.image, shop.progress);
  std::vector<const LayerIndex*> indexes;
  std::int64_t size = 0;
  for (const layer::CachedLayer& layer : job.layers) {
    job.directories.push_back(layer.directory);
    size += layer.index.size;
    indexes.push_back(&layer.index);
  }
  job.tree = FileTree::from_layers(indexes);
  job.report.source = {.reference = job.image.reference,
                       .digest = job.image.digest,
                       .size = size,
                       .files = job.tree.file_count(),
                       .layers = job.image.layers.size()};
  job.packages = package::read_packages(job.tree, tree::Contents(job.tree, job.directories));
}

void record(Job& job, Workshop& shop, StageClock& clock) {
  job.recording =
      record::record(job.image, job.tree, job.directories, record_options(shop), shop.progress);
  clock.leave_out(job.recording.container_seconds);
  job.report.container_seconds = job.recording.container_seconds;
  job.report.exercises = job.recording.exercises;
  job.report.losses = job.recording.trace.losses;
  if (!job.artifacts.empty()) {
    base::write_file(job.artifacts / kTraceFile, trace::format_trace(job.recording.trace));
    base::write_file(job.artifacts / kContainerLog, job.recording.log);
  }
  require_success(job.recording, shop.options);
}

record::RecordOptions record_options(const Workshop& shop) {
  record::RecordOptions options = shop.options.record;
  options.cache = shop.options.cache;
  return options;
}

void select(Job& job, Workshop& shop) {
  const tree::Contents contents(job.tree, job.directories);
  if (const fs::path& file = shop.options.keep_file; !file.empty()) {
    job.selected = select::keep_set_of(select::KeepFile(file), job.tree, file.string());
  } else {
    job.selected = select::select(select_input(job, contents), shop.options.select);
  }
  job.keep = job.selected;
  make_profile(job, contents, shop.options);
}

void repair(Job& job, Workshop& shop) {
  const tree::Contents contents(job.tree, job.directories);
  job.keep = select::repair_keep_set(select_input(job, contents), shop.options.select, job.selected,
                                     job.repairs);
  make_profile(job, contents, shop.options);
}

void prune(Job& job, const Workshop& shop) {
  if (shop.options.select.package_metadata == PackageMetadata::prune) {
    package::prune_records(job.tree, tree::Contents(job.tree, job.directories), job.packages,
                           job.keep);
  }
  if (!job.artifacts.empty()) {
    select::write_keep_file(job.artifacts / kKeepFile, job.tree, job.keep, job.packages);
    select::write_replaced_files(job.artifacts, job.tree, job.keep);
    base::write_file(job.artifacts / kAppArmorFile, apparmor_text(job, shop.options));
  }
}

void write(Job& job, Workshop& shop) {
  take(job,
       write::write_image(written_from(job), job.keep, write_options(job, shop.options), job.work));
}

write::Source written_from(const Job& job) {
  return {.image = job.image, .tree = job.tree, .layers = job.layers, .packages = job.packages};
}

write::WriteOptions write_options(const Job& job, const MinifyOptions& options) {
  write::WriteOptions result = options.write;
  if (options.compression) {
    result.compression = *options.compression;
  } else if (!job.outputs.empty()) {
    result.compression = transport::preferred_compression(job.outputs.front());
  }
  return result;
}

void take(Job& job, WrittenImage result) {
  job.result = std::move(result);
  job.report.result = {.reference = job.outputs.empty() ? "" : job.outputs.front(),
                       .digest = job.result.manifest.digest,
                       .size = job.result.size,
                       .files = job.keep.kept_files,
                       .layers = job.result.layers.size()};
  if (!job.artifacts.empty()) {
    base::write_file(job.artifacts / kConfigFile, job.result.config_json);
  }
  write_bills(job);
  warn(job);
}

bool may_be_handed_out(const Job& job, const MinifyOptions& options) {
  const Verification& proof = job.report.verification;
  return !is_too_large(job.report, options) && (!proof.run || proof.passed);
}

void hand_out(const Job& job) {
  for (const std::string& output : job.outputs) {
    transport::write_image(job.result, output, job.work);
  }
}

void conclude(Job& job, const StageClock& clock) {
  job.report.stages = clock.times();
  if (job.artifacts.empty()) return;
  base::write_file(job.artifacts / kReportFile, report::format_report(job.report));
}

}  // namespace whittle::pipeline
