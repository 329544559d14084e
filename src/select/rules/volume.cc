#include "select/rules/rules.h"

namespace whittle::select::rules {

// Engines fill a new volume with what the image has there.
void volume(Selection& selection) {
  for (const std::string& volume : selection.config.volumes) {
    const Reason reason = {"volume", "Volumes " + volume, ""};
    const std::optional<NodeId> node = selection.marker.mark_path(volume, reason);
    if (node) selection.marker.mark_with_contents(*node, reason);
  }
}

}  // namespace whittle::select::rules
