// Whether a recorded run used a file, as opposed to a file that a rule keeps for another reason.
#pragma once

#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// By the app, not by the runtime alone. Rules that follow the names in a file only follow those of
// used files: else one name would lead to the next. A trace without phases counts as the app's.
inline bool used_in_recording(const RuleContext& context, const std::string& path) {
  const auto use = context.trace.files.find(path);
  if (use == context.trace.files.end()) return false;
  return use->second.phases.empty() || used_by_app(use->second.phases);
}

}  // namespace whittle::select
