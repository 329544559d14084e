#include "select/seen/trivial.h"

#include <algorithm>
#include <vector>

#include "select/lookup/programs.h"
#include "select/seen/command_words.h"
#include "select/seen/own_files.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::size_t kLinesOfUsage = 5;  // a name and a version come before it

bool starts_like(std::string_view line, std::string_view lower) {
  return line.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), line.begin(), [](char expected, char c) {
           return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

bool prints_usage(std::string_view output) {
  const std::vector<std::string> lines = text::split(output.substr(0, 4096), "\r\n");
  const auto end =
      lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kLinesOfUsage));
  return std::any_of(lines.begin(), end,
                     [](const std::string& line) { return starts_like(line, "usage:"); });
}

// What a box of many programs was called as.
std::string called_as(const ProcessRecord& process) {
  const std::string name = program_name(process.executable);
  const bool is_box = name == "busybox" || name == "toybox" || name == "coreutils";
  return is_box && !process.arguments.empty() ? program_name(process.arguments.front()) : name;
}

// script: of the image; empty: none may have run.
bool shows_nothing(const ProcessRecord& process, const std::string& script) {
  const std::string name = called_as(process);
  if (is_small_tool(name)) return true;
  if (!script.empty() && is_shell_name(name)) {
    const CommandWords& words = process.arguments;
    if (std::find(words.begin(), words.end(), script) != words.end()) return true;
  }
  return reads_commands(process.arguments);
}

bool has_suffix_of(std::string_view path, std::string_view name) {
  return path == name || (path.size() > name.size() && path.ends_with(name) &&
                          path[path.size() - name.size() - 1] == '/');
}

// The entrypoint as its interpreter was given it: "/usr/local/bin/start.sh" for "start.sh".
std::string script_of(const Trace& trace, const ImageConfig& config) {
  if (config.entrypoint.empty()) return "";
  for (const ProcessRecord& process : trace.processes) {
    for (const std::string& word : process.arguments) {
      if (has_suffix_of(word, config.entrypoint.front())) return word;
    }
  }
  return config.entrypoint.front();
}

bool all_show_nothing(const Trace& trace, const std::string& script) {
  return !trace.processes.empty() &&
         std::all_of(trace.processes.begin(), trace.processes.end(), [&](const auto& process) {
           return process.phase != Phase::app || shows_nothing(process, script);
         });
}

// Tools, and shells with a command line: `sh -c 'sleep infinity'`.
bool only_tools_ran(const Trace& trace) {
  const auto is_idle = [](const ProcessRecord& process) {
    const CommandWords& words = process.arguments;
    const bool has_line =
        is_shell_name(called_as(process)) && words.size() == 3 && words[1] == "-c";
    return process.phase != Phase::app || has_line || shows_nothing(process, "");
  };
  return !trace.processes.empty() &&
         std::all_of(trace.processes.begin(), trace.processes.end(), is_idle);
}

std::string of_shells(const SelectInput& input) {
  const ImageConfig& config = input.config;
  CommandWords command = config.entrypoint;
  command.insert(command.end(), config.cmd.begin(), config.cmd.end());
  command = without_wrappers(std::move(command));
  if (reads_commands(command)) return command.front();
  // An entrypoint's script that ends in the command.
  const CommandWords arguments = without_wrappers(config.cmd);
  if (config.entrypoint.empty() || !reads_commands(arguments)) return "";
  const bool nothing = all_show_nothing(input.trace, script_of(input.trace, config));
  return nothing ? arguments.front() : "";
}

// Code of the app that nobody opened while tools ran. Programs of packages, and others that lie in
// the system's directories, are an app.
std::string of_own_code(const SelectInput& input) {
  if (!only_tools_ran(input.trace)) return "";
  const std::vector<OwnFile> files = own_files(input);
  std::size_t code = 0;
  for (const OwnFile& file : files) {
    if (file.was_opened) return "";
    code += file.kind == OwnKind::code;
  }
  return code == 0 ? ""
                   : "none of the app's own " + std::to_string(code) + " files of code was opened";
}

}  // namespace

std::string why_trivial(const SelectInput& input, const RecordedRun& run) {
  if (run.was_exercised) return "";
  if (const std::string shell = of_shells(input); !shell.empty()) {
    return "only " + program_name(shell) + " ran, with nothing to do";
  }
  CommandWords command = input.config.entrypoint;
  command.insert(command.end(), input.config.cmd.begin(), input.config.cmd.end());
  const bool is_help = asks_for_help(without_wrappers(std::move(command)));
  if (!run.was_stopped && (is_help || prints_usage(run.output))) {
    return "the image's command only shows its usage";
  }
  return of_own_code(input);
}

}  // namespace whittle::select
