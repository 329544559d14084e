#include "record/since_recording.h"

#include <algorithm>

namespace whittle::record {
namespace {

// Older traces do not say which files came from the image. A file that the run created is not
// missing.
bool is_made_by_run(const Trace& trace, const std::string& path, const FileUse& use) {
  return use.uses.contains(Use::change) || trace.written.contains(path);
}

bool has_layers(const Trace& trace) {
  return std::ranges::any_of(trace.files,
                             [](const auto& file) { return !file.second.layers.empty(); });
}

}  // namespace

SinceRecording since_recording(const Trace& trace, const FileTree& tree,
                               const std::vector<Layer>& layers) {
  SinceRecording since{.layers_known = has_layers(trace)};
  for (const auto& [path, use] : trace.files) {
    const std::optional<NodeId> node = tree.find(path);
    if (node && tree.metadata(*node).type == FileType::directory) continue;
    const bool was_there =
        since.layers_known ? !use.layers.empty() : !is_made_by_run(trace, path, use);
    if (!was_there) continue;
    ++since.files;
    if (!node) {
      since.gone.push_back(path);
    } else if (!since.layers_known) {
      since.unknown.push_back(path);
    } else if (use.layers != std::set<DiffId>{layers.at(tree.inode(*node).layer).diff_id}) {
      since.changed.push_back(path);
    }
  }
  return since;
}

}  // namespace whittle::record
