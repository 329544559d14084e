#include "pipeline/read.h"

#include <utility>

#include "transport/transport.h"
#include "write/check_edits.h"

namespace whittle::pipeline {

void check_outputs(const MinifyOptions& options) {
  for (const std::string& output : options.outputs) transport::check_destination(output);
}

Source read(const workspace::Workspace& workspace, const Task& task) {
  const MinifyOptions& options = task.options;
  Source source{.image = workspace.read(options.reference, options.platform, task.work)};
  workspace::require_native(source.image);
  write::check_removals(source.image.config, options.write.edits);
  source.traces = record::read_traces(options.traces, source.image);
  return source;
}

UnpackedImage unpack(workspace::Workspace& workspace, Image image, const Task& task) {
  UnpackedImage unpacked{.opened = workspace.unpack(std::move(image), task.progress())};
  unpacked.packages = workspace::packages_of(unpacked.opened);
  return unpacked;
}

}  // namespace whittle::pipeline
