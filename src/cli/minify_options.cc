#include "cli/minify_options.h"

#include <sstream>

#include "artifacts/files.h"
#include "base/environment.h"
#include "base/fd.h"
#include "cli/artifact_file.h"
#include "cli/words.h"
#include "cli/write_arguments.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

Group output_options(MinifyTexts& texts) {
  return {
      "The new image",
      {{"-o,--output", "REFERENCE", "where it goes: a reference as for IMAGE", &texts.outputs},
       {"--tag", "NAME", "the same as --output docker-daemon:NAME", &texts.tags},
       {"--artifacts", "DIR", "write the report, trace, profiles and contract to DIR",
        &texts.artifacts},
       {"--compression", "FORM[:LEVEL]",
        "gzip[:1-12], zstd[:1-22] or none; default: what suits the output", &texts.compression},
       {"--layers", "squash|preserve|split",
        "squash: one layer; preserve: the layers of IMAGE, with less in them; split: base, "
        "dependencies, application",
        &texts.layers},
       {"--share-base", "", "several IMAGEs with one common layer", &texts.share_base},
       {"--require-smaller", "", "write nothing and exit with 3 where the new image is not smaller",
        &texts.require_smaller}}};
}

Group selection_options(MinifyTexts& texts) {
  return {"What is kept",
          {{"--keep", "used|closure|package",
            "used: what was used; closure: and what that may ask for; package: and all of each "
            "package in use",
            &texts.keep},
           {"--include-path", "PATH", "keep a path with all below it; * and ** match",
            &texts.select.include_paths},
           {"--include-path-file", "FILE", "keep the paths in a file, one a line",
            &texts.include_path_files},
           {"--include-bin", "PATH", "keep a program or library, with its libraries",
            &texts.select.include_bins},
           {"--include-exe", "NAME", "keep a program that is in PATH, with its libraries",
            &texts.select.include_exes},
           {"--include-shell", "", "keep a shell and its usual tools", &texts.select.include_shell},
           {"--exclude-pattern", "PATTERN", "drop what matches, even if it was used",
            &texts.select.exclude_patterns},
           {"--data-budget", "SIZE", "limit of what one set of data or one module may add",
            &texts.data_budget},
           {"--app-budget", "SIZE", "limit of what the app's own files may add for one directory",
            &texts.app_budget},
           {"--listed", "automatic|all|names|opened", "what is kept of a directory that was listed",
            &texts.listed},
           {"--no-rehearsal", "", "do not load what no run used to see what it needs",
            &texts.no_rehearsal},
           {"--rehearsal-time", "SECONDS", "how long that may take at most",
            Number{&texts.rehearsal_time, 1, 3600}},
           {"--keep-file", "FILE", "keep exactly what this keep.json keeps", &texts.keep_file},
           {"--package-metadata", "prune|keep|drop",
            "databases of package managers: prune to what is left, keep as they are, or drop",
            &texts.package_metadata}}};
}

Group verification_options(MinifyTexts& texts) {
  Group group{"Verification",
              {{"--repair-rounds", "N", "how often what is missing may be added; 0: never",
                Number{&texts.repair_rounds, 0, 10}},
               {"--no-verify", "", "write the new image without verifying it", &texts.no_verify}}};
  for (Option& option : hold_out_options(texts.run)) group.options.push_back(std::move(option));
  return group;
}

std::vector<Option> seccomp_options(MinifyTexts& texts) {
  return {
      {"--profile-form", "broad|used",
       "broad: the seccomp profile allows all calls that give no power; used: only what was used",
       &texts.profile_form},
      {"--seccomp-network", "allow|recorded",
       "connections that were not recorded, in the broad form", &texts.seccomp_network},
      {"--seccomp-strict", "", "the seccomp profile also checks arguments of some calls",
       &texts.seccomp_strict}};
}

write::WriteOptions to_write_options(const MinifyTexts& texts) {
  write::WriteOptions options;
  options.layers = parse_word("--layers", texts.layers, write::kLayersWords);
  options.edits = to_config_edits(texts.edits);
  if (const auto time = base::environment_variable("SOURCE_DATE_EPOCH")) {
    options.source_date_epoch = parse_source_date_epoch(*time);
  }
  if (texts.share_base && options.layers != write::Layers::squash) {
    throw UsageError("--share-base and --layers cannot be used together", "remove one of them");
  }
  return options;
}

void add_path_file(std::vector<std::string>& paths, const std::string& file) {
  std::istringstream lines(base::read_file(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') paths.push_back(line);
  }
}

// A keep file is complete: anything included or excluded would contradict it.
void require_one_selection(const pipeline::MinifyOptions& options) {
  const select::SelectOptions& select = options.select;
  const bool selects = !select.include_paths.empty() || !select.include_bins.empty() ||
                       !select.include_exes.empty() || select.include_shell ||
                       !select.exclude_patterns.empty();
  if (options.keep_file.empty() || !selects) return;
  throw UsageError(
      "--keep-file keeps exactly what it lists: --include-... and --exclude-pattern cannot be used "
      "with it",
      "edit the keep file, or remove one of the options");
}

}  // namespace

std::vector<Group> record_options(MinifyTexts& texts) {
  return {exercise_options(texts.run, "Driving the app while it is recorded"),
          run_options(texts.run),
          {"General",
           {{"--cache", "DIR", "directory for unpacked layers", &texts.cache},
            {"--platform", "OS/ARCHITECTURE",
             "which image of an index to take; default: this machine's", &texts.platform},
            {"-v,--verbose", "", "show the app's output and details", &texts.verbose}}}};
}

std::vector<Group> recording_options(MinifyTexts& texts) {
  std::vector<Group> groups = record_options(texts);
  groups[0].options.push_back(
      {"--trace", "FILE", "start from this trace instead of a recording", &texts.traces});
  for (Option& option : seccomp_options(texts)) groups[2].options.push_back(std::move(option));
  return groups;
}

CommandLine minify_command_line(MinifyTexts& texts) {
  std::vector<Group> groups = recording_options(texts);
  groups[0].options.push_back({"--allow-incomplete", "",
                               "go on where events of the recording were lost",
                               &texts.allow_incomplete});
  groups[0].options.push_back({"--allow-trivial", "",
                               "go on where the recording shows nothing of an app",
                               &texts.allow_trivial});
  groups.insert(groups.begin() + 2,
                {selection_options(texts), output_options(texts), config_edit_options(texts.edits),
                 verification_options(texts)});
  return {
      .name = "whittle minify",
      .usage = "[options] IMAGE [-- ARG...]",
      .summary =
          "Records what a run of IMAGE uses, writes a new image with only that, and verifies it.",
      .arguments = {{"IMAGE", "",
                     "NAME, docker-daemon:NAME, docker-archive:FILE, oci:DIR, oci-archive:FILE "
                     "or docker://NAME",
                     &texts.images, Needed::yes}},
      .rest = "replace the command of the image",
      .groups = std::move(groups),
      .common = {"--output", "--tag", "--artifacts", "--http-probe-cmd", "--exec", "--host-exec",
                 "--run", "--include-path", "--trace", "--verbose"},
      .examples = {"whittle minify --tag nginx:small --artifacts out nginx:latest",
                   "whittle minify --run='--version' --run='a.png b.jpg' -o oci:small convert"}};
}

commands::RecordOptions to_recording_options(const MinifyTexts& texts,
                                             const std::optional<Arguments>& after_separator) {
  commands::RecordOptions options;
  options.cache = texts.cache;
  if (!texts.platform.empty()) options.platform = Platform::parse(texts.platform);
  options.record = to_record_options(texts.run, after_separator);
  for (const std::string& trace : texts.traces) options.traces.emplace_back(trace);
  return options;
}

std::vector<artifacts::Source> find_result_files(MinifyTexts& texts) {
  std::vector<artifacts::Source> found;
  for (std::string& trace : texts.traces) {
    found.push_back(find_file(trace, artifacts::kTraceFile, texts.cache));
  }
  found.push_back(find_file(texts.keep_file, artifacts::kKeepFile, texts.cache));
  return found;
}

SeccompChoice to_seccomp_choice(const MinifyTexts& texts) {
  SeccompChoice choice;
  if (texts.seccomp_strict) choice.arguments = SeccompArguments::recorded;
  choice.form = parse_word("--profile-form", texts.profile_form, kProfileFormWords);
  choice.network = parse_word("--seccomp-network", texts.seccomp_network, kSeccompNetworkWords);
  return choice;
}

pipeline::MinifyOptions to_minify_options(const MinifyTexts& texts,
                                          const std::optional<Arguments>& after_separator) {
  commands::RecordOptions recording = to_recording_options(texts, after_separator);
  pipeline::MinifyOptions options;
  options.cache = std::move(recording.cache);
  options.platform = std::move(recording.platform);
  options.record = std::move(recording.record);
  options.traces = std::move(recording.traces);
  options.seccomp = to_seccomp_choice(texts);
  if (texts.images.size() > 1 && !texts.share_base) {
    throw UsageError("more than one IMAGE: " + texts.images[0] + " and " + texts.images[1],
                     "arguments of the app follow --; several images need --share-base");
  }
  options.reference = texts.images.front();
  options.outputs = texts.outputs;
  for (const std::string& tag : texts.tags) options.outputs.push_back("docker-daemon:" + tag);
  if (options.outputs.empty() && texts.artifacts.empty()) {
    throw UsageError(
        "there is no output for the new image",
        "give --output REFERENCE or --tag NAME; or --artifacts DIR for the reports only");
  }
  options.artifacts = texts.artifacts;
  if (!texts.compression.empty()) options.compression = parse_compression(texts.compression);
  options.write = to_write_options(texts);
  options.size = texts.require_smaller ? pipeline::Size::smaller : pipeline::Size::any;
  options.losses =
      texts.allow_incomplete ? pipeline::Incomplete::allowed : pipeline::Incomplete::refused;
  options.trivial = texts.allow_trivial ? pipeline::Trivial::allowed : pipeline::Trivial::refused;
  options.verify = texts.no_verify ? pipeline::Verify::no : pipeline::Verify::yes;
  options.rehearse = texts.no_rehearsal ? pipeline::Rehearse::no : pipeline::Rehearse::yes;
  options.rehearsal_time = std::chrono::seconds(texts.rehearsal_time);
  options.hold_outs = texts.run.hold_outs;
  options.repair_rounds = texts.repair_rounds;
  options.keep_file = texts.keep_file;
  options.select = texts.select;
  options.select.keep = parse_word("--keep", texts.keep, select::kKeepWords);
  options.select.listed = parse_word("--listed", texts.listed, select::kListedWords);
  options.select.data_budget = parse_size("--data-budget", texts.data_budget);
  options.select.app_budget = parse_size("--app-budget", texts.app_budget);
  options.select.package_metadata =
      parse_word("--package-metadata", texts.package_metadata, kPackageMetadataWords);
  for (const std::string& file : texts.include_path_files) {
    add_path_file(options.select.include_paths, file);
  }
  require_one_selection(options);
  if (texts.share_base && !texts.keep_file.empty()) {
    throw UsageError(
        "--keep-file and --share-base cannot be used together: a keep file is for one image",
        "leave out --keep-file, or minify the images one by one");
  }
  return options;
}

}  // namespace whittle::cli
