#include "pipeline/verify.h"

#include <utility>

#include "base/fd.h"
#include "container/run_directory.h"
#include "layer/layer_cache.h"
#include "pipeline/original_runs.h"
#include "pipeline/proof.h"
#include "pipeline/stages.h"
#include "profile/parse_docker.h"
#include "transport/transport.h"
#include "verify/compare.h"
#include "verify/lacks.h"
#include "verify/verify.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxProfile = std::size_t{4} << 20;  // bytes

struct Unpacked {
  Image image;
  std::vector<layer::CachedLayer> layers;  // locked in the cache as long as this lives
  std::vector<fs::path> directories;
  FileTree tree;
};

Image read(const std::string& reference, const VerifyOptions& options,
           const layer::LayerCache& cache, const fs::path& work) {
  make_directory(work);
  Image image = transport::read_image(
      reference,
      {.platform = options.platform,
       .work = work,
       .configs = options.cache / "configs",
       .at_hand = [&cache](const std::vector<DiffId>& ids) { return cache.holds(ids); }});
  require_native(image);
  return image;
}

Unpacked unpack(Image image, layer::LayerCache& cache, Progress& progress) {
  Unpacked unpacked;
  unpacked.layers = cache.obtain(image, progress);
  std::vector<const LayerIndex*> indexes;
  for (const layer::CachedLayer& layer : unpacked.layers) {
    unpacked.directories.push_back(layer.directory);
    indexes.push_back(&layer.index);
  }
  unpacked.tree = FileTree::from_layers(indexes);
  unpacked.image = std::move(image);
  return unpacked;
}

std::optional<SeccompProfile> profile_of(const fs::path& file) {
  if (file.empty()) return std::nullopt;
  return with_context("cannot use the seccomp profile " + file.string(),
                      [&] { return profile::parse_docker(base::read_file(file, kMaxProfile)); });
}

record::RecordOptions record_options_of(const VerifyOptions& options) {
  record::RecordOptions record = options.record;
  record.cache = options.cache;
  record.exercises.hold_outs = options.hold_outs;
  return record;
}

}  // namespace

Verification verify_images(const VerifyOptions& options, Progress& progress) {
  become_root("verify");
  progress.stage("prepare");
  const std::optional<SeccompProfile> profile = profile_of(options.seccomp);
  prepare_cache(options.cache, options.record.run.runtime);
  layer::LayerCache cache(options.cache);
  const container::RunDirectory directory(options.cache);

  progress.stage("read");
  Image original_image = read(options.original, options, cache, directory.path() / "original");
  Image result = read(options.result, options, cache, directory.path() / "result");
  progress.stage("unpack");
  const Unpacked original = unpack(std::move(original_image), cache, progress);

  progress.stage("run the original");
  OriginalRuns runs(nullptr, [&](record::Watch watch) {
    record::RecordOptions as_asked = record_options_of(options);
    as_asked.watch = watch;
    record::Recording run = with_context("the original", [&] {
      return record::record(original.image, original.tree, original.directories, as_asked,
                            progress);
    });
    require_success(run, as_asked);
    return run;
  });
  runs.first();

  progress.stage("run the result");
  result.config.exposed_ports = original.image.config.exposed_ports;
  result.config.health_check = original.image.config.health_check;
  record::RecordOptions watched = record_options_of(options);
  watched.run.seccomp = profile;
  watched.limit = time_for(runs);
  const verify::ProofRun run =
      verify::run_image(result, watched, directory.path() / "unpacked", progress);

  Verification verification;
  verification.run = true;
  const std::vector<Lack> lacks = verify::find_lacks(
      {.trace = run.recording.trace,
       .original = original.tree,
       .result = run.tree,
       .profile = profile.value_or(SeccompProfile{.default_action = "SCMP_ACT_ALLOW"})});
  tell(verification, run, compare(runs, run, lacks));
  if (!verification.passed) verification.missing = verify::missing_of(lacks);
  return verification;
}

}  // namespace whittle::pipeline
