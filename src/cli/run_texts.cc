#include "cli/run_texts.h"

#include <sstream>

#include "cli/run_arguments.h"
#include "cli/words.h"

namespace whittle::cli {
namespace {

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

RunOptions to_run_options(const RunTexts& texts, const std::optional<Arguments>& after_separator) {
  RunOptions run;
  run.runtime = texts.runtime;
  run.network = parse_word("--network", texts.network, kNetworkWords);
  if (after_separator) {
    run.arguments = *after_separator;
    run.replace_arguments = true;
  }
  if (texts.entrypoint) {
    // As docker run: an empty text clears the image's entrypoint.
    run.entrypoint = texts.entrypoint->empty() ? Arguments{} : Arguments{*texts.entrypoint};
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

Group run_options(RunTexts& texts) {
  return {
      "Running the container",
      {{"--entrypoint", "PROGRAM", "replace the entrypoint; empty: none", &texts.entrypoint},
       {"--env", "NAME=VALUE", "set a variable; NAME alone: as it is here", &texts.env},
       {"--env-file", "FILE", "set variables from a file, one a line", &texts.env_files},
       {"--user", "USER[:GROUP]", "run as this user", &texts.user},
       {"--workdir", "DIR", "working directory", &texts.workdir},
       {"--volume", "/HOST:/CONTAINER[:ro]", "mount a path of the host", &texts.volumes},
       {"--hostname", "NAME", "host name", &texts.hostname},
       {"--network", "none|host", "none: loopback only; host: the host's network", &texts.network},
       {"--runtime", "NAME|PATH", "OCI runtime: runc or crun", &texts.runtime},
       {"--probe", "NAME[,NAME]",
        "what observes the container: fanotify, ebpf, notify, ptrace-filter, ptrace; default: "
        "the cheapest that see everything",
        &texts.probes},
       {"--timeout", "SECONDS", "time limit of the whole command",
        Number{&texts.timeout, 1, 7 * 86400}}}};
}

Group exercise_options(RunTexts& texts, const std::string& title) {
  return {title,
          {{"--http-probe-cmd", "[METHOD:][PORT]PATH",
            "send an HTTP request; default: GET / on each exposed port", &texts.http},
           {"--exec", "COMMAND", "run a shell command inside the container", &texts.exec},
           {"--host-exec", "COMMAND", "run a shell command of the host in the container's network",
            &texts.host_exec},
           {"--run", "ARGS", "for command-line tools: run the image once with these arguments",
            &texts.runs},
           {"--continue-after", "WHAT",
            "what ends the run: timeout:SECONDS, probe, exec, exit, signal (SIGUSR1) or enter",
            &texts.continue_after}}};
}

std::vector<Option> hold_out_options(RunTexts& texts) {
  return {{"--verify-http", "[METHOD:][PORT]PATH", "send an HTTP request in the verification only",
           &texts.hold_outs.http},
          {"--verify-exec", "COMMAND", "the same for a command inside the container",
           &texts.hold_outs.exec},
          {"--verify-host-exec", "COMMAND", "the same for a command of the host",
           &texts.hold_outs.host_exec}};
}

record::RecordOptions to_record_options(const RunTexts& texts,
                                        const std::optional<Arguments>& after_separator) {
  record::RecordOptions options;
  options.run = to_run_options(texts, after_separator);
  for (const std::string& names : texts.probes) {
    for (const std::string& name : split_at_commas(names)) options.probes.push_back(name);
  }
  options.exercises.http = texts.http;
  options.exercises.exec = texts.exec;
  options.exercises.host_exec = texts.host_exec;
  // Without other exercises, GET / is sent to every port.
  options.exercises.http_default =
      texts.exec.empty() && texts.host_exec.empty() && texts.runs.empty();
  for (const std::string& run : texts.runs) options.runs.push_back(split_words(run));
  if (!texts.continue_after.empty()) {
    options.continue_after = record::ContinueAfter::parse(texts.continue_after);
  }
  return options;
}

}  // namespace whittle::cli
