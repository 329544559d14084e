#include "select/rules/rules.h"

namespace whittle::select::rules {

void working_directory(Selection& selection) {
  const std::string& directory = selection.config.working_dir;
  if (directory.empty()) return;
  selection.marker.mark_path(directory, {"working-directory", "WorkingDir " + directory, ""});
}

}  // namespace whittle::select::rules
