// The options of `whittle minify`: their values as text, and what the texts mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifacts/kept_results.h"
#include "cli/command_line.h"
#include "cli/config_edit_options.h"
#include "cli/default_cache.h"
#include "cli/run_texts.h"
#include "commands/record.h"
#include "pipeline/minify.h"

namespace whittle::cli {

// What the options are bound to; to_minify_options() says what it means.
struct MinifyTexts {
  std::vector<std::string> images;  // several with share_base
  bool share_base = false;
  std::vector<std::string> outputs;
  std::vector<std::string> tags;
  std::string artifacts;
  std::string cache = default_cache();
  std::string platform;
  std::string compression;
  std::string layers{word_of(write::kLayersWords, write::WriteOptions{}.layers)};
  bool require_smaller = false;
  ConfigEditTexts edits;
  RunTexts run;
  std::vector<std::string> traces;
  std::string keep_file;
  std::vector<std::string> include_path_files;
  std::string keep{word_of(select::kKeepWords, select::SelectOptions{}.keep)};
  std::string listed{word_of(select::kListedWords, select::SelectOptions{}.listed)};
  std::string data_budget = "4M";
  std::string app_budget = "16M";
  std::string package_metadata{
      word_of(kPackageMetadataWords, select::SelectOptions{}.package_metadata)};
  select::SelectOptions select;
  bool no_rehearsal = false;
  int rehearsal_time = 10;  // seconds
  bool no_verify = false;
  bool allow_incomplete = false;
  bool allow_trivial = false;
  int repair_rounds = pipeline::kDefaultRepairRounds;
  bool seccomp_strict = false;
  std::string profile_form{word_of(kProfileFormWords, SeccompChoice{}.form)};
  std::string seccomp_network{word_of(kSeccompNetworkWords, SeccompChoice{}.network)};
  bool verbose = false;
};

CommandLine minify_command_line(MinifyTexts& texts);
// How an image is driven and run, and general options: those of `whittle record`.
std::vector<Group> record_options(MinifyTexts& texts);
// The same, with those that start from traces and say what is made of them.
std::vector<Group> recording_options(MinifyTexts& texts);

// Puts files in the place of "result:NAME" (artifact_file.h): to be called before what follows.
[[nodiscard]] std::vector<artifacts::Source> find_result_files(MinifyTexts& texts);
// What the seccomp profile allows. Throws UsageError.
SeccompChoice to_seccomp_choice(const MinifyTexts& texts);
// All throw UsageError. The first takes the options of recording_options() alone.
commands::RecordOptions to_recording_options(const MinifyTexts& texts,
                                             const std::optional<Arguments>& after_separator);
pipeline::MinifyOptions to_minify_options(const MinifyTexts& texts,
                                          const std::optional<Arguments>& after_separator);

}  // namespace whittle::cli
