// Whether a recorded run used a file, as opposed to what is kept for another reason.
#pragma once

#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// By the app, not by the runtime alone. What is kept for another reason does not speak, or one name
// would lead to the next.
inline bool used_by_app(const Selection& selection, const std::string& path) {
  const auto use = selection.trace.files.find(path);
  if (use == selection.trace.files.end()) return false;
  EnumSet<Phase> runtime;
  runtime.insert(Phase::runtime);
  return !(use->second.phases == runtime);
}

}  // namespace whittle::select
