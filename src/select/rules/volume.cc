#include "select/rules/rules.h"

namespace whittle::select::rules {

// Engines fill a new volume with the image's content of that directory.
void volume(RuleContext& context) {
  for (const std::string& volume : context.config.volumes) {
    const Reason reason = {"volume", "Volumes " + volume, ""};
    const std::optional<NodeId> node = context.marker.mark_path(volume, reason);
    if (node) context.marker.mark_with_contents(*node, reason);
  }
}

}  // namespace whittle::select::rules
