#include "select/rules/rules.h"

namespace whittle::select::rules {

// The directories only; their content is kept only by other rules.
void mount_point(RuleContext& context) {
  for (const char* path : {"/", "/dev", "/proc", "/sys", "/run", "/var/run", "/tmp", "/var/tmp"}) {
    context.marker.mark_path(path, {"mount-point", "every container expects it", ""});
  }
}

}  // namespace whittle::select::rules
