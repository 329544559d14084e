#include "select/rules/rules.h"

namespace whittle::select::rules {

// Bare directories; what lies in them is kept only when another rule says so.
void mount_point(Selection& selection) {
  for (const char* path : {"/", "/dev", "/proc", "/sys", "/run", "/var/run", "/tmp", "/var/tmp"}) {
    selection.marker.mark_path(path, {"mount-point", "every container expects it", ""});
  }
}

}  // namespace whittle::select::rules
