// The stages of minify() and its siblings, in their order. Each takes what the ones before it have
// found from a Job and puts its own findings there; artifacts are written as they are found, so
// that a run that fails leaves what it knew.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "container/run_directory.h"
#include "layer/layer_cache.h"
#include "pipeline/minify.h"
#include "pipeline/original_runs.h"
#include "pipeline/stage_clock.h"
#include "whittle/contract.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"
#include "write/write.h"

namespace whittle::pipeline {

// What all images of one command share. Refuses, before any work is done, what cannot end well.
struct Workshop {
  // command: which needs all this, for messages.
  Workshop(const MinifyOptions& options, Progress& progress, const std::string& command);

  const MinifyOptions& options;
  Progress& progress;
  layer::LayerCache cache;
  container::RunDirectory directory;
};

// One image on its way.
struct Job {
  std::string reference;
  std::vector<std::string> outputs;
  std::filesystem::path artifacts;            // empty: none
  std::vector<std::filesystem::path> traces;  // recordings to start from; empty: record
  std::filesystem::path work;                 // a directory of its own, on the cache's file system

  Image image;
  std::vector<layer::CachedLayer> layers;
  std::vector<std::filesystem::path> directories;  // of the layers, unpacked
  FileTree tree;
  PackageIndex packages;
  std::vector<std::pair<std::filesystem::path, Trace>> taken;  // read from traces
  record::Recording recording;
  KeepSet selected;  // before package databases are pruned, and without repairs
  Repairs repairs;   // what proofs have shown it to lack
  KeepSet keep;
  SeccompProfile profile;
  WrittenImage result;
  // What proofs compare with, from prove() on; refers to this job. Empty: nothing is proven.
  std::optional<OriginalRuns> original;
  Report report;
  std::optional<Contract> contract;
};

// What every command that unpacks images begins with: an ordinary user goes on as root of a user
// namespace. Throws Error with a hint.
void become_root(const std::string& command);
void make_directory(const std::filesystem::path& directory);
void require_native(const Image& image);
// Before the cache is opened: dead runs hold its layers, and mounts must stay ours. Returns the
// cache.
std::filesystem::path prepare_cache(const std::filesystem::path& cache, const std::string& runtime);
// As the command line has it, with the cache.
record::RecordOptions record_options(const Workshop& shop);

// From a reference to what the image has used: the stages read, unpack and record.
void find_use(Job& job, Workshop& shop, StageClock& clock);

// What a user is to know of the losses of a trace; empty where there are none.
// Throws Error where events were lost and that is not allowed.
void require_complete(const Trace& trace, Incomplete losses);
// Throws Error where the recording tells no system calls, and there is a proof to come.
void require_calls(const Trace& trace, Verify verify);
std::vector<std::string> loss_warnings(const Trace& trace, const std::string& consequence);

void read(Job& job, Workshop& shop);
// In the place of record(): what earlier recordings have seen, of this image or of other builds of
// it. read_traces() throws Error for what is no trace or is of another architecture.
void read_traces(Job& job);
void apply_traces(Job& job);
void unpack(Job& job, Workshop& shop);
void record(Job& job, Workshop& shop, StageClock& clock);
void select(Job& job, Workshop& shop);
// The keep set and the profile with job.repairs; both as they were where there are none.
void repair(Job& job, Workshop& shop);
// Package databases that tell of what is kept; the keep set of this round is final now.
void prune(Job& job, const Workshop& shop);
void write(Job& job, Workshop& shop);
// What write() writes from, with which options; and what is left to do with what has been written.
write::Source written_from(const Job& job);
write::WriteOptions write_options(const Job& job, const MinifyOptions& options);
void take(Job& job, WrittenImage result);
bool may_be_handed_out(const Job& job, const MinifyOptions& options);
void hand_out(const Job& job);
// The report, whole only now, and its file.
void conclude(Job& job, const StageClock& clock);

}  // namespace whittle::pipeline
