#include "pipeline/share_base.h"

#include <algorithm>
#include <deque>
#include <set>

#include "pipeline/attest.h"
#include "pipeline/harden.h"
#include "pipeline/prove.h"
#include "pipeline/stages.h"
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
    throw UsageError(
        "--share-base selects what several images need together: --keep-file does not "
        "go with it",
        "leave it out, or minify the images by themselves");
  }
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
    if (!options.traces.empty()) job.traces = {options.traces[i]};
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
    if (job.traces.empty()) {
      way.clock.begin("record");
      record(job, shop, way.clock);
    }
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

// Every image gets what it has from the common layer for the others' sake; then its package
// databases tell of that, too. The common layer is without those, which each has for itself.
write::CommonLayer share(Ways& ways, std::size_t layers, const Workshop& shop) {
  common_layer(ways, layers);
  for (Way& way : ways) {
    way.clock.begin("share");
    prune(way.job, shop);
    way.clock.end();
  }
  return common_layer(ways, layers);
}

void write_all(Ways& ways, const write::CommonLayer& common, std::size_t layers,
               const MinifyOptions& options) {
  const Job& first = ways.front().job;
  const write::NewLayer layer = write::write_common(common, std::span(first.layers).first(layers),
                                                    write_options(first, options), first.work);
  for (Way& way : ways) {
    Job& job = way.job;
    way.clock.begin("write");
    // The first output decides for all how layers are compressed: the common one is one blob.
    take(job, write::write_above(common, layer, written_from(job), job.keep,
                                 write_options(first, options), job.work));
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
  require_possible(options, references);
  Workshop shop(options, progress, "minify");
  Ways ways = begin(options, references, shop);

  for (Way& way : ways) {
    way.clock.begin("read");
    read(way.job, shop);
    read_traces(way.job);
    way.clock.end();
  }
  // Said before anything is unpacked or run.
  const std::size_t layers = require_common_layers(ways);
  for (Way& way : ways) {
    way.clock.begin("unpack");
    unpack(way.job, shop);
    if (!way.job.traces.empty()) apply_traces(way.job);
    way.clock.end();
  }

  for (Way& way : ways) find_needs(way, shop);

  // Beyond this point no keep set changes.
  write_all(ways, share(ways, layers, shop), layers, options);

  for (Way& way : ways) {
    // Without repairs: what one image gets would change the layer of all.
    prove(way.job, shop, way.clock, 0);
    harden(way.job, shop, way.clock);
    attest(way.job, options);
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
