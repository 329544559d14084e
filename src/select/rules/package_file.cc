#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// The widest setting: what was installed together stays together, directories and manuals too.
void package_file(Selection& selection) {
  for (const Package& package : selection.packages.packages) {
    const std::optional<NodeId> kept = touched(selection, package);
    if (!kept) continue;
    const Reason reason = {"package-file", full_name(package), selection.tree.path(*kept)};
    for (const NodeId id : package.files) selection.marker.mark(id, reason);
  }
}

}  // namespace whittle::select::rules
