#include "cli/run_texts.h"

#include "cli/run_arguments.h"
#include "cli/words.h"

namespace whittle::cli {
namespace {

RunOptions to_run_options(const CLI::App& app, const RunTexts& texts,
                          const std::optional<Arguments>& after_separator) {
  RunOptions run;
  run.runtime = texts.runtime;
  run.network = parse_network(texts.network);
  if (after_separator) {
    run.arguments = *after_separator;
    run.replace_arguments = true;
  }
  if (app.count("--entrypoint") > 0) {
    // As docker run: an empty text clears the image's entrypoint.
    run.entrypoint = texts.entrypoint.empty() ? Arguments{} : Arguments{texts.entrypoint};
  }
  for (const std::string& file : texts.env_files) add_env_file(run.env, file);
  for (const std::string& text : texts.env) add_env(run.env, text);
  for (const std::string& text : texts.volumes) run.volumes.push_back(parse_volume(text));
  run.user = texts.user;
  run.working_dir = texts.workdir;
  run.hostname = texts.hostname;
  return run;
}

}  // namespace

void bind_run(CLI::App& app, RunTexts& texts) {
  const std::string group = "How the container is run";
  app.add_option("--runtime", texts.runtime, "runc, crun or a path")
      ->capture_default_str()
      ->group(group);
  app.add_option("--probe", texts.probes,
                 "fanotify, ebpf, notify, ptrace-filter, ptrace: what observes it; default: the "
                 "cheapest that see all")
      ->delimiter(',')
      ->group(group);
  app.add_option("--network", texts.network, "none or host")->capture_default_str()->group(group);
  app.add_option("--entrypoint", texts.entrypoint, "replaces the image's")->group(group);
  add_list(app, "--env", texts.env, "NAME=VALUE")->group(group);
  add_list(app, "--env-file", texts.env_files, "a file of such lines")->group(group);
  app.add_option("--user", texts.user, "USER[:GROUP]")->group(group);
  app.add_option("--workdir", texts.workdir, "working directory")->group(group);
  add_list(app, "--volume", texts.volumes, "/HOST:/CONTAINER[:ro]")->group(group);
  app.add_option("--hostname", texts.hostname, "host name")->group(group);
  app.add_option("--timeout", texts.timeout, "seconds that all may take")
      ->capture_default_str()
      ->check(CLI::Range(1L, 7L * 86400))
      ->group(group);
}

void bind_exercises(CLI::App& app, RunTexts& texts, const std::string& group) {
  add_list(app, "--http-probe-cmd", texts.http, "[METHOD:][PORT]PATH; default GET / on each port")
      ->group(group);
  add_list(app, "--exec", texts.exec, "shell command inside the container")->group(group);
  add_list(app, "--host-exec", texts.host_exec,
           "shell command of the host in the container's network")
      ->group(group);
  add_list(app, "--run", texts.runs, "arguments for one run of a command-line tool")->group(group);
  app.add_option("--continue-after", texts.continue_after,
                 "timeout:N, probe, exec, exit, signal (SIGUSR1) or enter")
      ->group(group);
}

void bind_hold_outs(CLI::App& app, RunTexts& texts) {
  const std::string group = "What is asked in the comparison alone";
  add_list(app, "--verify-http", texts.hold_outs.http, "as --http-probe-cmd")->group(group);
  add_list(app, "--verify-exec", texts.hold_outs.exec, "as --exec")->group(group);
  add_list(app, "--verify-host-exec", texts.hold_outs.host_exec, "as --host-exec")->group(group);
}

record::RecordOptions to_record_options(const CLI::App& app, const RunTexts& texts,
                                        const std::optional<Arguments>& after_separator) {
  record::RecordOptions options;
  options.run = to_run_options(app, texts, after_separator);
  options.probes = texts.probes;
  options.exercises.http = texts.http;
  options.exercises.exec = texts.exec;
  options.exercises.host_exec = texts.host_exec;
  // Whoever says how to drive the app is not second-guessed with a GET / on every port.
  options.exercises.http_default =
      texts.exec.empty() && texts.host_exec.empty() && texts.runs.empty();
  for (const std::string& run : texts.runs) options.runs.push_back(split_words(run));
  if (!texts.continue_after.empty()) {
    options.continue_after = record::ContinueAfter::parse(texts.continue_after);
  }
  return options;
}

}  // namespace whittle::cli
