#include "record/record.h"

#include <sys/utsname.h>

#include <algorithm>
#include <csignal>

#include "base/interruption.h"
#include "container/container.h"
#include "container/rootfs.h"
#include "container/run_directory.h"
#include "exercise/outcome.h"
#include "record/continue_after.h"
#include "record/endpoint.h"
#include "record/file_layers.h"
#include "record/log.h"
#include "record/probe_plan.h"
#include "record/probe_set.h"
#include "record/watchdog.h"
#include "trace/used_calls.h"
#include "whittle/error.h"

namespace whittle::record {
namespace {

using Clock = std::chrono::steady_clock;

Trace empty_trace(const Image& image, const RunOptions& options) {
  Trace trace;
  trace.image = image.digest;
  trace.architecture = image.config.platform.architecture;
  utsname system{};
  ::uname(&system);
  trace.kernel = system.release;
  trace.runtime = container::runtime_version(options.runtime);
  return trace;
}

// Sends the image's stop signal, after a grace period SIGKILL, and waits until the last process is
// reaped. Returns whether SIGKILL was needed.
bool stop_container(container::Container& container, int stop_signal, std::chrono::seconds grace) {
  container.signal(stop_signal);
  if (container.wait(grace)) return false;
  container.signal(SIGKILL);
  if (!container.wait(std::chrono::seconds(10))) {
    throw Error("the container does not end, even after SIGKILL");
  }
  return true;
}

// False: stopped at a failed exercise.
bool drive(std::vector<exercise::PlannedExercise>& exercises, AfterFailure after_failure,
           ContainerEndpoint& endpoint, Progress& progress, Recording& recording) {
  for (exercise::PlannedExercise& planned : exercises) {
    base::interruption::check();
    endpoint.set_next_exercise(planned.exercise->name());
    ExerciseResult result = planned.exercise->run(endpoint);
    result.hold_out = planned.hold_out;
    result.seconds = endpoint.last_use().count();
    progress.detail(result.name + ": " + result.detail);
    const bool has_failed = !result.passed && !result.hold_out;
    recording.exercises.push_back(std::move(result));
    if (has_failed && after_failure == AfterFailure::stop) return false;
  }
  return true;
}

// The name for what happens before the first exercise; with several runs, it names the run.
std::string first_exercise(const RecordOptions& options) {
  if (options.runs.empty()) return kBeforeExercises;
  std::string name = "run:";
  for (const std::string& argument : options.run.arguments) name += " " + argument;
  return exercise::printable(name);
}

void require_exercise(const std::vector<exercise::PlannedExercise>& exercises,
                      const ContinueAfter& continue_after) {
  using Kind = ContinueAfter::Kind;
  const bool wants_http = continue_after.kind == Kind::probe;
  if (!wants_http && continue_after.kind != Kind::exec) return;
  for (const exercise::PlannedExercise& planned : exercises) {
    if (planned.kind == exercise::Kind::health_check) continue;
    if ((planned.kind == exercise::Kind::http) == wants_http) return;
  }
  throw UsageError(
      wants_http ? "--continue-after probe, but there is no HTTP exercise"
                 : "--continue-after exec, but there is no --exec or --host-exec",
      "the image exposes no port and no exercise was given; see whittle minify --help");
}

bool submits_unseen(const Trace& trace) {
  return trace::UsedCalls(trace).any_of("io_uring_setup") && !trace.probes.contains("ebpf");
}

// A health check alone does not show when the app is done.
bool drives_app(const std::vector<exercise::PlannedExercise>& exercises) {
  return std::ranges::any_of(exercises, [](const exercise::PlannedExercise& planned) {
    return planned.kind != exercise::Kind::health_check;
  });
}

Recording record_once(const Image& image, const FileTree& tree,
                      std::span<const std::filesystem::path> layers, const RecordOptions& options,
                      Progress& progress) {
  Recording recording;
  recording.trace = empty_trace(image, options.run);
  std::vector<exercise::PlannedExercise> exercises =
      exercise::plan(options.exercises, image.config);
  require_exercise(exercises, options.continue_after);
  const bool is_driven = drives_app(exercises);

  const container::RunDirectory directory(options.cache);
  const container::Rootfs rootfs(directory.path(), layers, tree);
  Log log(progress);
  ProbeSet probes;
  if (options.watch == Watch::yes) {
    const ProbePlan plan = plan_probes(probe_offers(), options.probes);
    for (const std::string& missing : plan.uncovered) {
      recording.warnings.push_back("no probe saw " + missing + "; see whittle doctor");
    }
    probes = make_probes(plan);
  }
  probes.prepare({.rootfs = rootfs.path().string(), .device = rootfs.device()});
  RunOptions run_options = options.run;
  run_options.filter = probes.filter();

  const auto adopt = [&probes](pid_t pid, bool is_exec) {
    probes.adopt(pid, is_exec ? Phase::exec : Phase::runtime);
  };
  {
    container::Container container(
        directory, rootfs, image.config, run_options, adopt,
        [&log](container::Stream stream, std::string_view bytes) { log.append(stream, bytes); });
    probes.attach({.init_pid = container.init_pid()});
    // From here on the container runs.
    const Clock::time_point started = Clock::now();
    const auto begin = [&probes](const std::string& exercise) { probes.begin(exercise); };
    begin(first_exercise(options));
    container.start();
    ContainerEndpoint endpoint(container, begin);
    Watchdog watchdog(container.exit_fd(), options.limit, options.silence, log.last_output());
    const bool given_up = !drive(exercises, options.after_failure, endpoint, progress, recording);
    if (!given_up) wait_for_end(options.continue_after, is_driven, endpoint, started);
    recording.hung = watchdog.stop();

    probes.enter(Phase::shutdown);
    recording.stopped = endpoint.running();
    if (recording.stopped) {
      endpoint.listening();  // record ports that no exercise has used
      recording.killed =
          stop_container(container, container::stop_signal(image.config),
                         given_up ? std::chrono::seconds(0) : options.run.stop_grace);
    }
    container.wait(std::chrono::seconds(10));
    recording.exits.push_back(container.exit().value_or(Exit{}));
    recording.container_seconds = std::chrono::duration<double>(Clock::now() - started).count();
    recording.trace.ports = endpoint.ports_seen();
    recording.trace.written = rootfs.changes();
  }
  // All processes of the container have ended: the probes get no more events.
  probes.stop(recording.trace);
  note_layers(recording.trace, tree, image);
  if (submits_unseen(recording.trace)) {
    recording.warnings.push_back(
        "the app uses io_uring: only the ebpf probe sees whether it looks up files through it");
  }
  recording.log = log.text();
  recording.outputs.push_back(log.output());
  recording.errors.push_back(log.errors());
  return recording;
}

void merge(Recording& all, Recording one) {
  Losses losses = all.trace.losses;
  losses.add(one.trace.losses);
  all.trace.merge(one.trace);
  all.trace.losses = losses;
  all.exercises.insert(all.exercises.end(), one.exercises.begin(), one.exercises.end());
  all.exits.insert(all.exits.end(), one.exits.begin(), one.exits.end());
  all.outputs.insert(all.outputs.end(), one.outputs.begin(), one.outputs.end());
  all.errors.insert(all.errors.end(), one.errors.begin(), one.errors.end());
  all.stopped = all.stopped || one.stopped;
  all.hung = all.hung || one.hung;
  all.killed = all.killed || one.killed;
  all.log += one.log;
  all.container_seconds += one.container_seconds;
}

}  // namespace

bool Recording::passed() const {
  for (const ExerciseResult& result : exercises) {
    if (!result.passed) return false;
  }
  return true;
}

Recording record(const Image& image, const FileTree& tree,
                 std::span<const std::filesystem::path> layer_directories,
                 const RecordOptions& options, Progress& progress) {
  if (options.runs.empty()) {
    return record_once(image, tree, layer_directories, options, progress);
  }
  std::optional<Recording> all;
  for (const std::vector<std::string>& arguments : options.runs) {
    RecordOptions one_run = options;
    one_run.run.arguments = arguments;
    one_run.run.replace_arguments = true;
    Recording one = record_once(image, tree, layer_directories, one_run, progress);
    if (all) {
      merge(*all, std::move(one));
    } else {
      all = std::move(one);
    }
  }
  return std::move(*all);
}

}  // namespace whittle::record
