#include "write/assignment.h"

namespace whittle::write {
namespace {

// Only metadata of a directory that still exists and that a later layer changed.
void note_directories(const LayerIndex& layer, std::uint32_t number, const FileTree& tree,
                      Assignment& assignment) {
  for (const LayerEntry& entry : layer.entries) {
    if (entry.metadata.type != FileType::directory) continue;
    const std::optional<NodeId> id = tree.find(entry.path);
    if (!id || assignment.layer_of[*id] == Assignment::kNone) continue;
    if (tree.metadata(*id).type != FileType::directory) continue;
    if (tree.node(*id).layer > number || tree.inode(*id).layer <= number) continue;
    assignment.earlier[{*id, number}] = &entry.metadata;
  }
}

}  // namespace

Assignment preserve(const FileTree& tree, const KeepSet& keep,
                    std::span<const LayerIndex* const> layers) {
  Assignment assignment;
  assignment.layer_of.assign(tree.size(), Assignment::kNone);
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (keep.verdicts[id].kept) assignment.layer_of[id] = tree.inode(id).layer;
  }
  for (std::uint32_t number = 0; number < layers.size(); ++number) {
    note_directories(*layers[number], number, tree, assignment);
    assignment.comments.push_back("layer " + std::to_string(number + 1) + " of " +
                                  std::to_string(layers.size()) + " of the source (" +
                                  layers[number]->diff_id.digest.str() + "), thinned");
  }
  return assignment;
}

}  // namespace whittle::write
