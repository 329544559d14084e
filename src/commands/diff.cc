#include "commands/diff.h"

#include <map>
#include <utility>
#include <vector>

#include "artifacts/files.h"
#include "artifacts/recorded.h"
#include "compare/tabulate.h"
#include "compare/trees.h"
#include "report/report_json.h"
#include "select/keep_file/keep_file.h"
#include "whittle/error.h"
#include "workspace/workspace.h"

namespace whittle::commands {
namespace {

namespace fs = std::filesystem;

std::vector<DiffId> diff_ids_of(const workspace::OpenedImage& opened) {
  std::vector<DiffId> diff_ids;
  for (const layer::CachedLayer& layer : opened.layers) diff_ids.push_back(layer.index.diff_id);
  return diff_ids;
}

Comparison diff_images(const DiffOptions& options, Progress& progress) {
  workspace::Workspace workspace({.command = "diff", .cache = options.cache});
  progress.stage("read");
  const auto open = [&](const std::string& reference, const std::string& name) {
    return workspace.unpack(workspace.read(reference, options.platform, workspace.directory(name)),
                            progress);
  };
  const workspace::OpenedImage before = open(options.before, "before");
  const workspace::OpenedImage after = open(options.after, "after");

  progress.stage("compare");
  const tree::Contents old_contents = workspace::contents_of(before);
  const tree::Contents new_contents = workspace::contents_of(after);
  const PackageIndex old_packages = workspace::packages_of(before);
  const PackageIndex new_packages = workspace::packages_of(after);
  std::vector<compare::Entry> entries =
      compare::compare_trees({before.tree, old_contents, old_packages, diff_ids_of(before)},
                             {after.tree, new_contents, new_packages, diff_ids_of(after)});
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

// Of the original: minify changes no versions.
void note_version(compare::Packages& packages, const select::KeepLine& line) {
  const std::size_t blank = line.owner.find(' ');
  if (blank == std::string::npos) return;
  packages[line.owner.substr(0, blank)].before.insert(line.owner.substr(blank + 1));
}

Comparison diff_keep_file(const std::string& directory, unsigned depth) {
  const select::KeepFile keep(fs::path(directory) / artifacts::kKeepFile);
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

// Otherwise sizes of one image would stand beside reasons of another.
void require_source(const DiffOptions& options, const report::ReportedImages& images) {
  const Image image =
      workspace::read_without_layers(options.before, options.platform, options.cache);
  const std::string& expected = images.source_digest;
  if (image.digest.str() == expected || image.config_digest.str() == expected) return;
  throw Error(options.after + " was not made from " + options.before + ", which is " +
                  image.digest.str() + ", but from " + images.source + ", which was " + expected,
              "compare it with its own source: whittle diff " + options.after);
}

}  // namespace

Comparison diff(const DiffOptions& options, Progress& progress) {
  const bool only = options.after.empty();
  const std::string& directory = only ? options.before : options.after;
  if (!artifacts::is_artifacts(directory)) {
    if (!only) return diff_images(options, progress);
    throw Error(
        options.before + " is not a directory of artifacts: it has no " + artifacts::kKeepFile,
        "name two images, or the directory given to minify --artifacts");
  }
  const report::ReportedImages images =
      report::read_reported_images(fs::path(directory) / artifacts::kReportFile);
  if (!only) require_source(options, images);
  progress.stage("compare");
  Comparison comparison = diff_keep_file(directory, options.depth);
  comparison.before = images.source;
  comparison.after = images.result.empty() ? directory : images.result;
  return comparison;
}

}  // namespace whittle::commands
