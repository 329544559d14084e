#include "record/file_layers.h"

namespace whittle::record {

void note_layers(Trace& trace, const FileTree& tree, const Image& image) {
  for (auto& [path, use] : trace.files) {
    const std::optional<NodeId> node = tree.find(path);
    if (!node || tree.metadata(*node).type == FileType::directory) continue;
    use.layers.insert(image.layers.at(tree.inode(*node).layer).diff_id);
  }
}

}  // namespace whittle::record
