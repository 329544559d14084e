#include "select/rules/rules.h"

namespace whittle::select::rules {

// "libpq.so.5" beside a kept libpq.so.5.15: a program may open a library by any of its names, and
// ldconfig(8) expects them. Names without a version are for building. Links are a few bytes; the
// library itself is kept already.
void library_family(Selection& selection) {
  for (NodeId id = 0; id < selection.tree.size(); ++id) {
    const Node& node = selection.tree.node(id);
    const FileMetadata& metadata = selection.tree.metadata(id);
    if (metadata.type != FileType::symlink || selection.marker.kept(id)) continue;
    if (node.name.find(".so.") == std::string::npos) continue;
    if (metadata.link_target.find('/') != std::string::npos) continue;
    const auto& siblings = selection.tree.node(node.parent).children;
    const auto target = siblings.find(metadata.link_target);
    if (target == siblings.end() || !selection.marker.kept(target->second)) continue;
    selection.marker.mark(id, {"library-family", "another name of " + metadata.link_target,
                               selection.tree.path(target->second)});
  }
}

}  // namespace whittle::select::rules
