#include "pipeline/share_base.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "pipeline/attest.h"
#include "pipeline/conclude.h"
#include "pipeline/contract.h"
#include "pipeline/keep_artifacts.h"
#include "pipeline/prune.h"
#include "pipeline/publish.h"
#include "pipeline/read.h"
#include "pipeline/record.h"
#include "pipeline/rehearse.h"
#include "pipeline/select.h"
#include "whittle/error.h"
#include "write/common_layer.h"

namespace whittle::pipeline {
namespace {

// What one image has after each stage: element i of each vector is of reference i.
using Tasks = std::vector<Task>;
using Images = std::vector<RecordedImage>;
using Selections = std::vector<Selection>;
using Rehearsals = std::vector<ImageRehearsal>;

void require_one_each(const std::string& what, std::size_t count, std::size_t images) {
  if (count == 0 || count == images) return;
  throw UsageError("--share-base: there are " + std::to_string(images) + " images and " +
                       std::to_string(count) + " " + what + "s",
                   "give one " + what + " for each image, in the same order");
}

void require_possible(const MinifyOptions& options, const std::vector<std::string>& references) {
  if (references.size() < 2) {
    throw UsageError("--share-base needs at least two images",
                     "name all images that are to share a layer");
  }
  std::set<std::string> names;
  for (const std::string& reference : references) {
    if (names.insert(artifacts_name(reference)).second) continue;
    throw UsageError("--share-base: " + reference + " is named twice", "name each image once");
  }
  require_one_each("output", options.outputs.size(), references.size());
  require_one_each("trace", options.traces.size(), references.size());
  if (!options.keep_file.empty()) {
    throw UsageError("--keep-file and --share-base cannot be used together",
                     "leave out --keep-file, or minify the images one by one");
  }
}

MinifyOptions options_of(std::size_t i, const MinifyOptions& options,
                         const std::string& reference) {
  MinifyOptions own = options;
  own.reference = reference;
  if (!options.outputs.empty()) own.outputs = {options.outputs[i]};
  if (!options.artifacts.empty()) own.artifacts = options.artifacts / artifacts_name(reference);
  if (!options.traces.empty()) own.traces = {options.traces[i]};
  return own;
}

Tasks tasks_of(const MinifyOptions& options, const std::vector<std::string>& references,
               const workspace::Workspace& workspace, Progress& progress) {
  Tasks tasks;
  for (std::size_t i = 0; i < references.size(); ++i) {
    Task& task = tasks.emplace_back(options_of(i, options, references[i]),
                                    workspace.directory("image-" + std::to_string(i)),
                                    StageClock(progress, references[i]));
    // What is repaired in one image would change the layer of all.
    task.repair_rounds = 0;
    // The common layer is one blob, so that the first output decides for all how layers are
    // compressed.
    task.options.write.compression = tasks.front().options.write.compression;
  }
  return tasks;
}

std::vector<Source> read_all(const workspace::Workspace& workspace, Tasks& tasks) {
  std::vector<Source> sources;
  for (Task& task : tasks) {
    task.clock.begin("read");
    sources.push_back(read(workspace, task));
    task.clock.end();
  }
  return sources;
}

std::size_t require_common_layers(const std::vector<Source>& sources) {
  std::vector<const Image*> images;
  for (const Source& source : sources) images.push_back(&source.image);
  const std::size_t count = write::common_layers(images);
  if (count == 0) {
    throw Error("--share-base: the images have no layer in common",
                "only images that are built on the same base can share a layer: minify the others "
                "by themselves");
  }
  return count;
}

std::vector<UnpackedImage> unpack_all(workspace::Workspace& workspace, std::vector<Source>& sources,
                                      Tasks& tasks) {
  std::vector<UnpackedImage> unpacked;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    tasks[i].clock.begin("unpack");
    unpacked.push_back(unpack(workspace, std::move(sources[i].image), tasks[i]));
    tasks[i].clock.end();
  }
  return unpacked;
}

RecordedImage find_use(UnpackedImage unpacked, const std::vector<record::EarlierTrace>& traces,
                       Task& task) {
  return with_context(task.options.reference, [&] {
    RecordedImage image = traces.empty() ? record(std::move(unpacked), task)
                                         : take_traces(std::move(unpacked), traces, task);
    require_telling(image, task.options);
    return image;
  });
}

Selection select_one(const RecordedImage& image, Task& task) {
  task.clock.begin("select");
  Selection selection = with_context(task.options.reference, [&] { return select(image, task); });
  task.clock.end();
  return selection;
}

// What any image needs from the common layers. Adds to each selection what its image has only
// because others need it.
write::CommonLayer common_layer(const Images& images, Selections& selections, std::size_t layers) {
  std::vector<const LayerIndex*> indexes;
  for (std::size_t i = 0; i < layers; ++i) {
    indexes.push_back(&images.front().opened.layers[i].index);
  }
  std::vector<write::Sharer> sharers;
  for (std::size_t i = 0; i < images.size(); ++i) {
    sharers.push_back({.name = images[i].opened.image.reference,
                       .tree = &images[i].opened.tree,
                       .keep = &selections[i].keep});
  }
  return {FileTree::from_layers(indexes), sharers};
}

// Package databases list what an image has for others, too: so they are pruned between the two.
// Each image has those in its own layer.
write::CommonLayer share(const Images& images, Selections& selections, Tasks& tasks,
                         std::size_t layers) {
  common_layer(images, selections, layers);
  for (std::size_t i = 0; i < images.size(); ++i) {
    tasks[i].clock.begin("share");
    selections[i] = prune(std::move(selections[i]), images[i], tasks[i]);
    tasks[i].clock.end();
  }
  return common_layer(images, selections, layers);
}

std::vector<Candidate> write_all(const write::CommonLayer& common, const Images& images,
                                 Selections& selections, Tasks& tasks, std::size_t layers) {
  const Task& first = tasks.front();
  const write::NewLayer layer =
      write::write_common(common, std::span(images.front().opened.layers).first(layers),
                          first.options.write, first.work);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < images.size(); ++i) {
    Task& task = tasks[i];
    task.clock.begin("write");
    WrittenImage written = write::write_above(common, layer, source_of(images[i]),
                                              selections[i].keep, task.options.write, task.work);
    candidates.push_back(
        as_candidate(std::move(selections[i]), std::move(written), images[i], task));
    task.clock.end();
  }
  return candidates;
}

struct Finished {
  Verified verified;
  Outcome outcome;
};

Finished finish(const RecordedImage& image, Candidate candidate, ImageRehearsal& rehearsal,
                Task& task) {
  const KeepSet keep = candidate.selection.keep;
  verify::OriginalRuns original = runs_of_original(image, task);
  Finished finished{.verified =
                        verify(image, keep, std::move(candidate), original, rehearsal, task)};
  finished.outcome.not_written = why_refused(image, finished.verified, task.options);
  if (finished.outcome.not_written.empty()) {
    const auto contract = make_contract(image, finished.verified, original, task);
    finished.verified.candidate.image.attachments = {
        attest(image, finished.verified, contract ? &contract->contract : nullptr, task)};
  }
  task.clock.end();
  return finished;
}

}  // namespace

std::string artifacts_name(const std::string& reference) {
  std::string name = reference;
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && (c != '.' || &c == name.data())) c = '_';
  }
  return name;
}

std::vector<SharedReport> share_base(const MinifyOptions& options,
                                     const std::vector<std::string>& references,
                                     Progress& progress) {
  require_possible(options, references);
  check_outputs(options);
  workspace::Workspace workspace(
      {.command = "minify", .cache = options.cache, .runtime = options.record.run.runtime});
  Tasks tasks = tasks_of(options, references, workspace, progress);

  // What cannot be done is said before anything is unpacked or run.
  std::vector<Source> sources = read_all(workspace, tasks);
  const std::size_t layers = require_common_layers(sources);
  std::vector<UnpackedImage> unpacked = unpack_all(workspace, sources, tasks);

  Images images;
  Selections selections;
  Rehearsals rehearsals;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    images.push_back(find_use(std::move(unpacked[i]), sources[i].traces, tasks[i]));
    selections.push_back(select_one(images[i], tasks[i]));
    rehearsals.push_back(rehearse(selections[i], images[i], tasks[i]));
    tasks[i].clock.end();
  }

  // Beyond this point no keep set changes.
  const write::CommonLayer common = share(images, selections, tasks, layers);
  std::vector<Candidate> candidates = write_all(common, images, selections, tasks, layers);

  std::vector<Finished> finished;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    finished.push_back(finish(images[i], std::move(candidates[i]), rehearsals[i], tasks[i]));
  }

  // All or none.
  const bool good = std::ranges::all_of(
      finished, [](const Finished& one) { return one.outcome.not_written.empty(); });
  std::vector<SharedReport> reports;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (good) {
      tasks[i].clock.begin("output");
      publish(finished[i].verified.candidate, tasks[i]);
      tasks[i].clock.end();
    } else if (finished[i].outcome.not_written.empty()) {
      finished[i].outcome.not_written = "another image of --share-base was refused";
    }
    finished[i].outcome.rehearsal = rehearsals[i].report;
    reports.push_back(
        {.reference = references[i],
         .report = conclude(images[i], finished[i].verified, finished[i].outcome, tasks[i])});
    keep_artifacts(reports.back().report, finished[i].verified.candidate.image, tasks[i]);
  }
  return reports;
}

}  // namespace whittle::pipeline
