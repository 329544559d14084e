#include "select/rules/rules.h"

namespace whittle::select::rules {

void accounts(RuleContext& context) {
  for (const char* path : {"/etc/passwd", "/etc/group"}) {
    context.marker.mark_path(path, {"accounts", "runtimes look up the user here", ""});
  }
}

}  // namespace whittle::select::rules
