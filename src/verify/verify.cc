#include "verify/verify.h"

#include <vector>

#include "base/temp_dir.h"
#include "layer/layer_cache.h"
#include "whittle/error.h"

namespace whittle::verify {

std::string first_failure(const record::Recording& recording,
                          const record::RecordOptions& options) {
  for (const ExerciseResult& result : recording.exercises) {
    if (!result.passed) return result.name + ": " + result.detail;
  }
  const bool failed =
      !recording.stopped && options.runs.empty() && !recording.exits.back().success();
  return failed ? "the app " + recording.exits.back().describe() : "";
}

std::string log_tail(const std::string& log, std::size_t lines) {
  std::size_t begin = log.size();
  if (begin > 0 && log.back() == '\n') --begin;
  for (; lines > 0 && begin != std::string::npos && begin > 0; --lines) {
    begin = log.rfind('\n', begin - 1);
  }
  begin = begin == std::string::npos ? 0 : begin + (begin > 0 ? 1 : 0);
  std::string tail;
  while (begin < log.size()) {
    const std::size_t end = std::min(log.find('\n', begin), log.size());
    tail += "  | " + log.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return tail;
}

ProofRun run_image(const Image& image, const record::RecordOptions& options,
                   const std::filesystem::path& work, Progress& progress) {
  // Unpacked from the blobs that will be handed out, not taken from what they were made of.
  std::vector<layer::CachedLayer> layers;
  for (const Layer& layer : image.layers) {
    layers.push_back(
        layer::unpack_layer(*image.blobs, layer, work / std::to_string(layers.size())));
  }
  std::vector<const LayerIndex*> indexes;
  std::vector<std::filesystem::path> directories;
  for (const layer::CachedLayer& layer : layers) {
    indexes.push_back(&layer.index);
    directories.push_back(layer.directory);
  }
  ProofRun run;
  run.tree = FileTree::from_layers(indexes);
  try {
    run.recording = record::record(image, run.tree, directories, options, progress);
  } catch (const Interrupted&) {
    throw;
  } catch (const UsageError&) {
    throw;
  } catch (const Error& error) {
    run.trouble = error.what();
    run.details = error.details();
    run.hint = error.hint();
  }
  layers.clear();
  base::remove_tree(work);
  return run;
}

}  // namespace whittle::verify
