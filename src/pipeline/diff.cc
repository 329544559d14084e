#include "pipeline/diff.h"

#include <unistd.h>

#include <map>

#include "base/rootless.h"
#include "compare/tabulate.h"
#include "compare/trees.h"
#include "container/run_directory.h"
#include "layer/layer_cache.h"
#include "package/packages.h"
#include "pipeline/minify.h"
#include "report/report_json.h"
#include "select/keep_file/keep_file.h"
#include "transport/transport.h"
#include "tree/contents.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

bool is_artifacts(const std::string& text) {
  std::error_code error;
  return !text.empty() && fs::exists(fs::path(text) / kKeepFile, error);
}

// One image, unpacked and read.
struct Opened {
  Image image;
  std::vector<layer::CachedLayer> layers;
  std::vector<fs::path> directories;
  std::vector<DiffId> diff_ids;
  FileTree tree;
};

Opened open_image(const std::string& reference, const DiffOptions& options,
                  layer::LayerCache& cache, const fs::path& work, Progress& progress) {
  Opened opened;
  fs::create_directories(work);
  opened.image = transport::read_image(
      reference, {.platform = options.platform,
                  .work = work,
                  .configs = options.cache / "configs",
                  .at_hand = [&cache](const auto& ids) { return cache.holds(ids); }});
  opened.layers = cache.obtain(opened.image, progress);
  std::vector<const LayerIndex*> indexes;
  for (const layer::CachedLayer& layer : opened.layers) {
    opened.directories.push_back(layer.directory);
    opened.diff_ids.push_back(layer.index.diff_id);
    indexes.push_back(&layer.index);
  }
  opened.tree = FileTree::from_layers(indexes);
  return opened;
}

Comparison diff_images(const DiffOptions& options, Progress& progress) {
  if (::geteuid() != 0) base::become_root_of_user_namespace("whittle diff");
  progress.stage("read");
  container::clean_dead_runs(options.cache);
  layer::LayerCache cache(options.cache);
  const container::RunDirectory directory(options.cache);
  const Opened before =
      open_image(options.before, options, cache, directory.path() / "before", progress);
  const Opened after =
      open_image(options.after, options, cache, directory.path() / "after", progress);

  progress.stage("compare");
  const tree::Contents old_contents(before.tree, before.directories);
  const tree::Contents new_contents(after.tree, after.directories);
  const PackageIndex old_packages = package::read_packages(before.tree, old_contents);
  const PackageIndex new_packages = package::read_packages(after.tree, new_contents);
  std::vector<compare::Entry> entries =
      compare::compare_trees({before.tree, old_contents, old_packages, before.diff_ids},
                             {after.tree, new_contents, new_packages, after.diff_ids});
  Comparison comparison = compare::tabulate(
      std::move(entries), compare::packages_of(old_packages, new_packages), options.depth);
  comparison.before = options.before;
  comparison.after = options.after;
  comparison.warnings = old_packages.warnings;
  return comparison;
}

compare::Entry entry_of(const select::KeepLine& line) {
  compare::Entry entry{.path = line.path,
                       .directory = line.type == FileType::directory,
                       .before = line.original_size.value_or(line.size)};
  if (line.verdict.kept) entry.after = line.size;
  if (line.verdict.kept && line.original_size) entry.what = "content";
  entry.package = line.owner.substr(0, line.owner.find(' '));
  return entry;
}

// A package stays what it is; how much of it is left says its row.
void note_version(compare::Packages& packages, const select::KeepLine& line) {
  const std::size_t blank = line.owner.find(' ');
  if (blank == std::string::npos) return;
  packages[line.owner.substr(0, blank)].before.insert(line.owner.substr(blank + 1));
}

Comparison diff_keep_file(const std::string& artifacts, unsigned depth) {
  const select::KeepFile keep(fs::path(artifacts) / kKeepFile);
  std::vector<compare::Entry> entries;
  compare::Packages packages;
  std::map<std::pair<bool, std::string>, Side> reasons;
  std::int64_t shrunk = 0;
  for (const select::KeepLine& line : keep.lines()) {
    entries.push_back(entry_of(line));
    note_version(packages, line);
    Side& side = reasons[{line.verdict.kept, line.verdict.reason.rule}];
    side.files += line.type != FileType::directory;
    side.bytes += line.size;
    if (line.original_size) shrunk += *line.original_size - line.size;
  }
  Comparison comparison = compare::tabulate(std::move(entries), packages, depth);
  for (const auto& [key, side] : reasons) {
    comparison.reasons.push_back({.rule = key.second, .kept = key.first, .side = side});
  }
  comparison.shrunk_bytes = shrunk;
  comparison.warnings = keep.warnings();
  return comparison;
}

// The artifacts must be that image's: sizes of one image and reasons of another tell nothing.
void require_source(const DiffOptions& options, const report::ReportedImages& images) {
  const container::RunDirectory directory(options.cache);
  const Image image = transport::read_image(
      options.before, {.platform = options.platform,
                       .work = directory.path(),
                       .configs = options.cache / "configs",
                       .at_hand = [](const std::vector<DiffId>&) { return true; }});
  const std::string& wanted = images.source_digest;
  if (image.digest.str() == wanted || image.config_digest.str() == wanted) return;
  throw Error(options.after + " was not made from " + options.before + ", which is " +
                  image.digest.str() + ", but from " + images.source + ", which was " + wanted,
              "compare it with its own source: whittle diff " + options.after);
}

}  // namespace

Comparison diff(const DiffOptions& options, Progress& progress) {
  const bool only = options.after.empty();
  const std::string& artifacts = only ? options.before : options.after;
  if (!is_artifacts(artifacts)) {
    if (!only) return diff_images(options, progress);
    throw Error(options.before + " is no directory of artifacts: it has no " + kKeepFile,
                "name two images, or the directory given to minify --artifacts");
  }
  const report::ReportedImages images =
      report::read_reported_images(fs::path(artifacts) / kReportFile);
  if (!only) require_source(options, images);
  progress.stage("compare");
  Comparison comparison = diff_keep_file(artifacts, options.depth);
  comparison.before = images.source;
  comparison.after = images.result.empty() ? artifacts : images.result;
  return comparison;
}

}  // namespace whittle::pipeline
