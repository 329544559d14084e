// Which packages are kept, at least in part, during selection.
#pragma once

#include "select/rule_context.h"

namespace whittle::select {

// The first kept node of the package's content; empty: nothing of it is kept.
inline std::optional<NodeId> first_kept(const RuleContext& context, const Package& package) {
  for (const NodeId id : package.content) {
    if (context.marker.kept(id)) return id;
  }
  return std::nullopt;
}

// "nginx-common 1.22.1-9"
inline std::string full_name(const Package& package) {
  return package.name + " " + package.version;
}

// Whether it belongs to a system package manager, not to a language's.
inline bool is_system_package(const Package& package) {
  return package.manager <= PackageManager::rpm;
}

}  // namespace whittle::select
