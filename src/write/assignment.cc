#include "write/assignment.h"

namespace whittle::write {

Assignment squash(const FileTree& tree, const KeepSet& keep) {
  Assignment assignment;
  assignment.layer_of.assign(tree.size(), Assignment::kNone);
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (keep.verdicts[id].kept) assignment.layer_of[id] = 0;
  }
  assignment.comments = {"one layer of the files that the recorded runs have used"};
  return assignment;
}

}  // namespace whittle::write
