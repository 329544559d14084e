#include "select/rules/rules.h"

namespace whittle::select::rules {

// "libpq.so.5" beside a kept libpq.so.5.15: a program may open a library by any of its names, and
// ldconfig(8) expects them. Names without a version are for linking at build time. Symlinks take a
// few bytes; the library itself is kept already.
void library_family(RuleContext& context) {
  for (NodeId id = 0; id < context.tree.size(); ++id) {
    const Node& node = context.tree.node(id);
    const FileMetadata& metadata = context.tree.metadata(id);
    if (metadata.type != FileType::symlink || context.marker.kept(id)) continue;
    if (node.name.find(".so.") == std::string::npos) continue;
    if (metadata.link_target.find('/') != std::string::npos) continue;
    const auto& siblings = context.tree.node(node.parent).children;
    const auto target = siblings.find(metadata.link_target);
    if (target == siblings.end() || !context.marker.kept(target->second)) continue;
    context.marker.mark(id, {"library-family", "another name of " + metadata.link_target,
                             context.tree.path(target->second)});
  }
}

}  // namespace whittle::select::rules
