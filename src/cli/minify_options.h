// The options of `whittle minify` as they stand on the command line, and what they mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/config_edit_options.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "cli/run_texts.h"
#include "pipeline/minify.h"

namespace whittle::cli {

// What the options are bound to, as text; to_options() gives it meaning.
struct MinifyTexts {
  std::vector<std::string> images;  // several with share_base
  bool share_base = false;
  std::vector<std::string> outputs;
  std::vector<std::string> tags;
  std::string artifacts;
  std::string cache = default_cache();
  std::string platform;
  std::string compression;
  std::string layers = "squash";
  bool require_smaller = false;
  ConfigEditTexts edits;
  RunTexts run;
  std::vector<std::string> traces;
  std::string keep_file;
  std::vector<std::string> include_path_files;
  std::string keep = "closure";
  std::string listed = "automatic";
  std::string data_budget = "4M";
  std::string app_budget = "16M";
  std::string package_metadata = "prune";
  select::SelectOptions select;
  bool no_verify = false;
  bool allow_incomplete = false;
  int repair_rounds = pipeline::kDefaultRepairRounds;
  bool seccomp_strict = false;
  bool verbose = false;
};

void bind_minify_options(CLI::App& app, MinifyTexts& texts);
// The parts that other commands have too. Where, and how an image is run and driven;
void bind_record_options(CLI::App& app, MinifyTexts& texts);
// and what is made of that, or of earlier traces.
void bind_recording_options(CLI::App& app, MinifyTexts& texts);
pipeline::MinifyOptions to_recording_options(const CLI::App& app, const MinifyTexts& texts,
                                             const std::optional<Arguments>& after_separator);
// Throws UsageError for what is not understood.
pipeline::MinifyOptions to_minify_options(const CLI::App& app, const MinifyTexts& texts,
                                          const std::optional<Arguments>& after_separator);

}  // namespace whittle::cli
