// The options that say how a container is run and how its app is driven, which minify and verify
// have in common: as they stand on the command line, and what they mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/parser.h"
#include "record/record.h"

namespace whittle::cli {

struct RunTexts {
  std::string runtime = "runc";
  std::vector<std::string> probes;
  std::string network = "none";
  std::string entrypoint;
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
  long timeout = 600;
};

void bind_run(CLI::App& app, RunTexts& texts);
// group: what --help calls the exercises.
void bind_exercises(CLI::App& app, RunTexts& texts, const std::string& group);
void bind_hold_outs(CLI::App& app, RunTexts& texts);
// Without the cache and the hold-outs. Throws UsageError for what is not understood.
record::RecordOptions to_record_options(const CLI::App& app, const RunTexts& texts,
                                        const std::optional<Arguments>& after_separator);

}  // namespace whittle::cli
