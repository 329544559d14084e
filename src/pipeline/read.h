// The stages "read" and "unpack": first the image's manifest and config and the traces to start
// from, so that what cannot be used is refused before any layer is fetched; then its files and
// packages.
#pragma once

#include <vector>

#include "pipeline/task.h"
#include "record/earlier_traces.h"
#include "workspace/workspace.h"

namespace whittle::pipeline {

// Throws UsageError where an output cannot be written to.
void check_outputs(const MinifyOptions& options);

struct Source {
  Image image;
  std::vector<record::EarlierTrace> traces;  // of options.traces
};
// Throws Error: no such image, one that cannot run here, edits that it does not allow, traces that
// cannot be used.
Source read(const workspace::Workspace& workspace, const Task& task);

struct UnpackedImage {
  workspace::OpenedImage opened;
  PackageIndex packages;
};
UnpackedImage unpack(workspace::Workspace& workspace, Image image, const Task& task);

}  // namespace whittle::pipeline
