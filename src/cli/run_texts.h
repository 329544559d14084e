// The options that say how a container is run and how its app is driven, which several commands
// have: their values as text, and what the texts mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "record/record.h"

namespace whittle::cli {

struct RunTexts {
  std::string runtime = RunOptions{}.runtime;
  std::vector<std::string> probes;
  std::string network{word_of(kNetworkWords, RunOptions{}.network)};
  std::optional<std::string> entrypoint;
  std::vector<std::string> env;
  std::vector<std::string> env_files;
  std::string user;
  std::string workdir;
  std::vector<std::string> volumes;
  std::string hostname;
  std::vector<std::string> http;
  std::vector<std::string> exec;
  std::vector<std::string> host_exec;
  exercise::HoldOuts hold_outs;
  std::vector<std::string> runs;
  std::string continue_after;
  int timeout = 600;
};

Group run_options(RunTexts& texts);
Group exercise_options(RunTexts& texts, const std::string& title);
// Exercises that are compared and never recorded.
std::vector<Option> hold_out_options(RunTexts& texts);
// Without the cache and the hold-outs. Throws UsageError for what is not understood.
record::RecordOptions to_record_options(const RunTexts& texts,
                                        const std::optional<Arguments>& after_separator);

}  // namespace whittle::cli
