#include "select/rules/rules.h"

namespace whittle::select::rules {

// Bare directories; what lies in them is kept only when another rule says so.
void mount_point(RuleContext& context) {
  for (const char* path : {"/", "/dev", "/proc", "/sys", "/run", "/var/run", "/tmp", "/var/tmp"}) {
    context.marker.mark_path(path, {"mount-point", "every container expects it", ""});
  }
}

}  // namespace whittle::select::rules
