#include "cli/minify_options.h"

#include <cstdlib>
#include <sstream>

#include "base/fd.h"
#include "cli/select_words.h"
#include "cli/write_arguments.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

void bind_output(CLI::App& app, MinifyTexts& texts) {
  app.add_option("IMAGE", texts.images,
                 "oci:, oci-archive:, docker-archive:, docker-daemon:, docker:// or a name")
      ->required();
  app.add_flag("--share-base", texts.share_base,
               "several IMAGEs: one layer for all of what they need from their common layers");
  add_list(app, "-o,--output", texts.outputs, "where the new image goes: a reference as for IMAGE");
  add_list(app, "--tag", texts.tags, "the same as --output docker-daemon:NAME");
  app.add_option("--artifacts", texts.artifacts,
                 "directory for report, trace, keep set and profile");
  app.add_option("--compression", texts.compression,
                 "gzip[:1-12], zstd[:1-22] or none; default: as the output wants");
  app.add_option("--layers", texts.layers,
                 "squash: one; preserve: the image's own, thinned; split: base, dependencies, "
                 "application")
      ->capture_default_str();
  app.add_flag("--require-smaller", texts.require_smaller,
               "exit 3 without a result where it is not smaller than IMAGE");
  app.add_flag("--allow-incomplete", texts.allow_incomplete,
               "go on where events of the recording were lost");
  app.add_flag("--no-verify", texts.no_verify, "hand the image out without the proof");
  app.add_option("--repair-rounds", texts.repair_rounds,
                 "how often what a proof finds missing is given back; 0: never")
      ->capture_default_str()
      ->check(CLI::Range(0, 10));
}

constexpr const char* kDrivenGroup = "How the app is driven while it is recorded";

void bind_machine(CLI::App& app, MinifyTexts& texts) {
  app.add_option("--cache", texts.cache, "directory for unpacked layers")->capture_default_str();
  app.add_option("--platform", texts.platform,
                 "os/architecture of an index; default: this machine's");
  app.add_flag("-v,--verbose", texts.verbose, "show the app's output and what is found");
}

void bind_selection(CLI::App& app, MinifyTexts& texts) {
  const std::string group = "What is kept beside what was used";
  app.add_option("--keep", texts.keep, "used, closure or package")
      ->capture_default_str()
      ->group(group);
  app.add_option("--data-budget", texts.data_budget,
                 "bytes that one set of data, or one compiled module, may add; k, M, G")
      ->capture_default_str()
      ->group(group);
  app.add_option("--app-budget", texts.app_budget,
                 "bytes that the app's own files may add for one directory")
      ->capture_default_str()
      ->group(group);
  app.add_option("--listed", texts.listed, "automatic, all, names or opened")
      ->capture_default_str()
      ->group(group);
  add_list(app, "--include-path", texts.select.include_paths, "a path with all below it; * and **")
      ->group(group);
  add_list(app, "--include-path-file", texts.include_path_files, "a file of such paths")
      ->group(group);
  add_list(app, "--include-bin", texts.select.include_bins, "a program's path, with its libraries")
      ->group(group);
  add_list(app, "--include-exe", texts.select.include_exes, "a program's name in PATH, likewise")
      ->group(group);
  app.add_flag("--include-shell", texts.select.include_shell, "a shell and its usual tools")
      ->group(group);
  add_list(app, "--exclude-pattern", texts.select.exclude_patterns, "what to drop even if used")
      ->group(group);
  app.add_option("--keep-file", texts.keep_file, "keep exactly what this keep.json keeps")
      ->group(group);
  app.add_option("--package-metadata", texts.package_metadata,
                 "prune, keep or drop: what becomes of the package managers' databases")
      ->capture_default_str()
      ->group(group);
}

write::WriteOptions to_write_options(const MinifyTexts& texts) {
  write::WriteOptions options;
  options.layers = parse_layers(texts.layers);
  options.edits = to_config_edits(texts.edits);
  if (const char* text = std::getenv("SOURCE_DATE_EPOCH"); text != nullptr) {
    options.source_date_epoch = parse_source_date_epoch(text);
  }
  if (texts.share_base && options.layers != write::Layers::squash) {
    throw UsageError("--share-base says itself what the layers are: --layers does not go with it",
                     "leave one of the two out");
  }
  return options;
}

void add_path_file(std::vector<std::string>& paths, const std::string& file) {
  std::istringstream lines(base::read_file(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') paths.push_back(line);
  }
}

// A keep file says all of it: what would be added or taken away would not be what it keeps.
void require_one_selection(const pipeline::MinifyOptions& options) {
  const select::SelectOptions& select = options.select;
  const bool selects = !select.include_paths.empty() || !select.include_bins.empty() ||
                       !select.include_exes.empty() || select.include_shell ||
                       !select.exclude_patterns.empty();
  if (options.keep_file.empty() || !selects) return;
  throw UsageError(
      "--keep-file keeps exactly what it names, so nothing can be included or excluded",
      "edit the keep file, or leave it out");
}

}  // namespace

void bind_record_options(CLI::App& app, MinifyTexts& texts) {
  bind_machine(app, texts);
  bind_run(app, texts.run);
  bind_exercises(app, texts.run, kDrivenGroup);
}

void bind_recording_options(CLI::App& app, MinifyTexts& texts) {
  bind_record_options(app, texts);
  app.add_flag("--seccomp-strict", texts.seccomp_strict,
               "the profile also checks arguments: address families, new namespaces, prctl, ioctl");
  add_list(app, "--trace", texts.traces,
           "start from the trace of an earlier recording; the exercises are for the proof")
      ->group(kDrivenGroup);
}

void bind_minify_options(CLI::App& app, MinifyTexts& texts) {
  bind_output(app, texts);
  bind_config_edits(app, texts.edits);
  bind_recording_options(app, texts);
  bind_hold_outs(app, texts.run);
  bind_selection(app, texts);
}

pipeline::MinifyOptions to_recording_options(const CLI::App& app, const MinifyTexts& texts,
                                             const std::optional<Arguments>& after_separator) {
  pipeline::MinifyOptions options;
  options.cache = texts.cache;
  if (!texts.platform.empty()) options.platform = Platform::parse(texts.platform);
  options.record = to_record_options(app, texts.run, after_separator);
  for (const std::string& trace : texts.traces) options.traces.emplace_back(trace);
  if (texts.seccomp_strict) options.seccomp = SeccompArguments::recorded;
  return options;
}

pipeline::MinifyOptions to_minify_options(const CLI::App& app, const MinifyTexts& texts,
                                          const std::optional<Arguments>& after_separator) {
  pipeline::MinifyOptions options = to_recording_options(app, texts, after_separator);
  if (texts.images.size() > 1 && !texts.share_base) {
    throw UsageError("more than one IMAGE: " + texts.images[0] + " and " + texts.images[1],
                     "arguments of the app come after --; several images need --share-base");
  }
  options.reference = texts.images.front();
  options.outputs = texts.outputs;
  for (const std::string& tag : texts.tags) options.outputs.push_back("docker-daemon:" + tag);
  if (options.outputs.empty() && texts.artifacts.empty()) {
    throw UsageError(
        "nothing says where the result goes",
        "give --output REFERENCE, --tag NAME, or --artifacts DIR for the reports alone");
  }
  options.artifacts = texts.artifacts;
  if (!texts.compression.empty()) options.compression = parse_compression(texts.compression);
  options.write = to_write_options(texts);
  options.size = texts.require_smaller ? pipeline::Size::smaller : pipeline::Size::any;
  options.losses =
      texts.allow_incomplete ? pipeline::Incomplete::allowed : pipeline::Incomplete::refused;
  options.verify = texts.no_verify ? pipeline::Verify::no : pipeline::Verify::yes;

  options.hold_outs = texts.run.hold_outs;
  options.repair_rounds = texts.repair_rounds;
  options.keep_file = texts.keep_file;
  options.select = texts.select;
  options.select.keep = parse_keep(texts.keep);
  options.select.listed = parse_listed(texts.listed);
  options.select.data_budget = parse_size("--data-budget", texts.data_budget);
  options.select.app_budget = parse_size("--app-budget", texts.app_budget);
  options.select.package_metadata = parse_package_metadata(texts.package_metadata);
  for (const std::string& file : texts.include_path_files) {
    add_path_file(options.select.include_paths, file);
  }
  require_one_selection(options);
  if (texts.share_base && !texts.keep_file.empty()) {
    throw UsageError("--keep-file is of one image, --share-base is for several",
                     "minify the images with --share-base from new recordings, or one by one");
  }
  return options;
}

}  // namespace whittle::cli
