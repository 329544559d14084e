// Which packages an image has left, while it is being selected.
#pragma once

#include "select/rule_context.h"

namespace whittle::select {

// The first kept node of the package's content; empty: nothing of it is kept.
inline std::optional<NodeId> touched(const Selection& selection, const Package& package) {
  for (const NodeId id : package.content) {
    if (selection.marker.kept(id)) return id;
  }
  return std::nullopt;
}

// "nginx-common 1.22.1-9"
inline std::string full_name(const Package& package) {
  return package.name + " " + package.version;
}

// Of a system package, not of a language's.
inline bool of_system(const Package& package) {
  return package.manager <= PackageManager::rpm;
}

}  // namespace whittle::select
