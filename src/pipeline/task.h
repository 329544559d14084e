// What all stages of one image share: what is asked for, and where things are put. Only the clock
// changes.
//
// A stage is a function in a file of its own. It takes the values that the stages before it have
// made, and this, and returns what it makes; minify.cc shows their order. Artifacts are written as
// they are found, so that a run that fails leaves what it knew.
#pragma once

#include <filesystem>

#include "artifacts/artifacts.h"
#include "pipeline/minify.h"
#include "pipeline/stage_clock.h"
#include "whittle/package.h"
#include "workspace/opened_image.h"

namespace whittle::pipeline {

struct Task {
  // work: a directory for this image alone, on the cache's file system. Makes the directory for the
  // artifacts.
  Task(const MinifyOptions& asked, std::filesystem::path work, StageClock clock);

  MinifyOptions options;  // those asked for, with the members that are set from others
  int repair_rounds;      // options.repair_rounds, but 0 where a repair would change other images
  artifacts::Artifacts artifacts;
  std::filesystem::path work;
  StageClock clock;

  Progress& progress() const { return clock.progress(); }
};

// An image and what its app used: what every later stage starts from. It does not change any more.
struct RecordedImage {
  workspace::OpenedImage opened;
  PackageIndex packages;
  record::Recording recording;
};

}  // namespace whittle::pipeline
