// The stages of minify() and its siblings, in their order. Each takes what the ones before it have
// found from a Job and puts its own findings there; artifacts are written as they are found, so
// that a run that fails leaves what it knew.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "layer/layer_cache.h"
#include "pipeline/minify.h"
#include "pipeline/stage_clock.h"
#include "run/run_directory.h"
#include "whittle/contract.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"
#include "write/write.h"

namespace whittle::pipeline {

// What all images of one command share. Refuses, before any work is done, what cannot end well.
struct Workshop {
  Workshop(const MinifyOptions& options, Progress& progress);

  const MinifyOptions& options;
  Progress& progress;
  layer::LayerCache cache;
  run::RunDirectory directory;
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
  record::Recording recording;
  KeepSet keep;
  SeccompProfile profile;
  WrittenImage result;
  Report report;
  std::optional<Contract> contract;
};

void read(Job& job, Workshop& shop);
// In the place of record(): what earlier recordings of the same image have seen.
void take_traces(Job& job);
void unpack(Job& job, Workshop& shop);
void record(Job& job, Workshop& shop, StageClock& clock);
void select(Job& job, Workshop& shop);
// Package databases that tell of what is kept; the keep set is final now. Once a job.
void prune(Job& job, const Workshop& shop);
void write(Job& job, Workshop& shop);
// What write() writes from, with which options; and what is left to do with what has been written.
write::Source written_from(const Job& job);
write::WriteOptions write_options(const Job& job, const MinifyOptions& options);
void take(Job& job, WrittenImage result);
// The proof, unless nobody wants it or the result is too large to be handed out anyway.
void prove(Job& job, Workshop& shop, StageClock& clock);
// How the result is run to prove it: as in the recording, but for what its new config says itself.
record::RecordOptions proof_options(const Workshop& shop);
bool may_be_handed_out(const Job& job, const MinifyOptions& options);
void hand_out(const Job& job);
// The report, whole only now, and its file.
void conclude(Job& job, const StageClock& clock);

}  // namespace whittle::pipeline
