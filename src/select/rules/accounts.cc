#include "select/rules/rules.h"

namespace whittle::select::rules {

void accounts(Selection& selection) {
  for (const char* path : {"/etc/passwd", "/etc/group"}) {
    selection.marker.mark_path(path, {"accounts", "runtimes look up the user here", ""});
  }
}

}  // namespace whittle::select::rules
