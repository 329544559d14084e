#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// The widest --keep setting: all files of a package, also directories and manuals.
void package_file(RuleContext& context) {
  for (const Package& package : context.packages.packages) {
    const std::optional<NodeId> kept = first_kept(context, package);
    if (!kept) continue;
    const Reason reason = {"package-file", full_name(package), context.tree.path(*kept)};
    for (const NodeId id : package.files) context.marker.mark(id, reason);
  }
}

}  // namespace whittle::select::rules
