#include "pipeline/share_base.h"

#include <algorithm>
#include <deque>
#include <set>

#include "pipeline/stages.h"
#include "select/keep_file.h"
#include "whittle/error.h"
#include "write/common_layer.h"

namespace whittle::pipeline {
namespace {

struct Way {
  Way(Progress& progress, const std::string& reference) : clock(progress, reference) {}
  StageClock clock;
  Job job;
};
using Ways = std::deque<Way>;  // a deque's elements stay where they are

void require_separate(const MinifyOptions& options, const std::vector<std::string>& references) {
  if (references.size() < 2) {
    throw UsageError("--share-base needs at least two images",
                     "name all images that are to share a layer");
  }
  std::set<std::string> names;
  for (const std::string& reference : references) {
    if (names.insert(artifacts_name(reference)).second) continue;
    throw UsageError("--share-base: " + reference + " is named twice", "name each image once");
  }
  if (options.outputs.empty() || options.outputs.size() == references.size()) return;
  throw UsageError("--share-base: there are " + std::to_string(references.size()) + " images and " +
                       std::to_string(options.outputs.size()) + " outputs",
                   "give --output or --tag once for each image, in the same order");
}

Ways begin(const MinifyOptions& options, const std::vector<std::string>& references,
           Workshop& shop) {
  Ways ways;
  for (std::size_t i = 0; i < references.size(); ++i) {
    Job& job = ways.emplace_back(shop.progress, references[i]).job;
    job.reference = references[i];
    if (!options.outputs.empty()) job.outputs = {options.outputs[i]};
    if (!options.artifacts.empty()) {
      job.artifacts = options.artifacts / artifacts_name(references[i]);
    }
    job.work = shop.directory.path() / ("image-" + std::to_string(i));
  }
  return ways;
}

std::size_t require_common_layers(const Ways& ways) {
  std::vector<const Image*> images;
  for (const Way& way : ways) images.push_back(&way.job.image);
  const std::size_t count = write::common_layers(images);
  if (count == 0) {
    throw Error("--share-base: the images have no layer in common",
                "only images that are built on the same base can share a layer: minify the others "
                "by themselves");
  }
  return count;
}

void find_needs(Way& way, Workshop& shop) {
  Job& job = way.job;
  with_context(job.reference, [&] {
    way.clock.begin("record");
    record(job, shop, way.clock);
    way.clock.begin("select");
    select(job, shop);
    way.clock.end();
  });
}

write::CommonLayer common_layer(Ways& ways, std::size_t layers) {
  std::vector<const LayerIndex*> indexes;
  for (std::size_t i = 0; i < layers; ++i) {
    indexes.push_back(&ways.front().job.layers[i].index);
  }
  std::vector<write::Sharer> sharers;
  for (Way& way : ways) {
    sharers.push_back({.name = way.job.reference, .tree = &way.job.tree, .keep = &way.job.keep});
  }
  return {FileTree::from_layers(indexes), sharers};
}

void write_all(Ways& ways, std::size_t layers, const MinifyOptions& options) {
  const write::CommonLayer common = common_layer(ways, layers);
  const Job& first = ways.front().job;
  const write::NewLayer layer = write::write_common(common, std::span(first.layers).first(layers),
                                                    write_options(first, options), first.work);
  for (Way& way : ways) {
    Job& job = way.job;
    way.clock.begin("write");
    // The first output decides for all how layers are compressed: the common one is one blob.
    take(job, write::write_above(common, layer, written_from(job), job.keep,
                                 write_options(first, options), job.work));
    if (!job.artifacts.empty()) {
      select::write_keep_file(job.artifacts / kKeepFile, job.tree, job.keep, job.packages);
      select::write_replaced_files(job.artifacts, job.tree, job.keep);
    }
    way.clock.end();
  }
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
  require_separate(options, references);
  Workshop shop(options, progress);
  Ways ways = begin(options, references, shop);

  for (Way& way : ways) {
    way.clock.begin("read");
    read(way.job, shop);
    way.clock.end();
  }
  // Said before anything is unpacked or run.
  const std::size_t layers = require_common_layers(ways);
  for (Way& way : ways) {
    way.clock.begin("unpack");
    unpack(way.job, shop);
    way.clock.end();
  }

  for (Way& way : ways) find_needs(way, shop);

  // Every image now also keeps what it has from the common layer for the others' sake.
  write_all(ways, layers, options);

  for (Way& way : ways) {
    prove(way.job, shop, way.clock);
    way.clock.end();
  }

  // All or none.
  const bool good = std::ranges::all_of(
      ways, [&](const Way& way) { return may_be_handed_out(way.job, options); });
  std::vector<SharedReport> reports;
  for (Way& way : ways) {
    if (good) {
      way.clock.begin("output");
      hand_out(way.job);
      way.clock.end();
    }
    conclude(way.job, way.clock);
    reports.push_back({.reference = way.job.reference, .report = way.job.report});
  }
  return reports;
}

}  // namespace whittle::pipeline
