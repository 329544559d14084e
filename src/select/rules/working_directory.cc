#include "select/rules/rules.h"

namespace whittle::select::rules {

void working_directory(RuleContext& context) {
  const std::string& directory = context.config.working_dir;
  if (directory.empty()) return;
  context.marker.mark_path(directory, {"working-directory", "WorkingDir " + directory, ""});
}

}  // namespace whittle::select::rules
