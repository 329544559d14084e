#include "verify/verify.h"

#include <vector>

#include "exercise/exercises.h"
#include "layer/layer_cache.h"
#include "whittle/error.h"

namespace whittle::verify {
namespace {

// The first thing that differs from the recording, in one line; empty: nothing.
std::string first_difference(const record::Recording& before, const record::Recording& after) {
  if (before.exercises.size() != after.exercises.size()) return "not every exercise was run";
  for (std::size_t i = 0; i < before.exercises.size(); ++i) {
    const std::string difference = exercise::difference(before.exercises[i], after.exercises[i]);
    if (!difference.empty()) return difference;
  }
  if (before.stopped != after.stopped) {
    return after.stopped ? "the app did not end by itself as the original does"
                         : "the app " + after.exits.back().describe() + " before it was stopped";
  }
  // An app that we stopped may end in more than one way; one that ends by itself has to end alike.
  if (!before.stopped && before.exits != after.exits) {
    return "the app " + after.exits.back().describe() + "; the original " +
           before.exits.back().describe();
  }
  return "";
}

// Where there is nothing to compare with. With --run the user chose the arguments, so any status
// may be what is wanted.
std::string first_failure(const record::Recording& after, const record::RecordOptions& options) {
  for (const ExerciseResult& result : after.exercises) {
    if (!result.passed) return result.name + ": " + result.detail;
  }
  const bool failed = !after.stopped && options.runs.empty() && !after.exits.back().success();
  return failed ? "the app " + after.exits.back().describe() : "";
}

bool used_by_app(EnumSet<Phase> phases) {
  return phases.contains(Phase::app) || phases.contains(Phase::exec) ||
         phases.contains(Phase::shutdown);
}

}  // namespace

Missing find_missing(const Trace& trace, const FileTree& original, const FileTree& result,
                     const SeccompProfile& profile) {
  Missing missing;
  for (const auto& [path, use] : trace.absent) {
    if (original.find(path) && !result.find(path)) missing.files.push_back(path);
  }
  for (const auto& [abi, calls] : trace.denied_syscalls) {
    for (const auto& [name, phases] : calls) {
      if (used_by_app(phases) && !profile.allows(name)) missing.syscalls.push_back(name);
    }
  }
  return missing;
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

Proof verify(const Original& original, const Image& image, const SeccompProfile& profile,
             record::RecordOptions options, const std::filesystem::path& work, Progress& progress) {
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
  const FileTree tree = FileTree::from_layers(indexes);

  Proof proof;
  proof.verification.run = true;
  options.run.seccomp = profile;
  try {
    const record::Recording recording = record::record(image, tree, directories, options, progress);
    proof.container_seconds = recording.container_seconds;
    proof.log = recording.log;
    proof.trace = recording.trace;
    proof.verification.exercises = recording.exercises;
    proof.verification.failure = original.recording != nullptr
                                     ? first_difference(*original.recording, recording)
                                     : first_failure(recording, options);
    if (!proof.verification.failure.empty()) {
      proof.verification.missing = find_missing(recording.trace, original.tree, tree, profile);
      proof.verification.log_tail = log_tail(recording.log);
    }
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    proof.verification.failure = error.what();
    proof.verification.log_tail = error.details();
  }
  proof.verification.passed = proof.verification.failure.empty();
  return proof;
}

}  // namespace whittle::verify
