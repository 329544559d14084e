// These paths would lead out of /data/root if it were not the root.
#include <linux/openat2.h>

#include "tracee.h"
int main(void) {
  struct open_how how = {.flags = O_RDONLY, .resolve = RESOLVE_IN_ROOT};
  int root = open("/data/root", O_PATH);
  MUST(syscall(SYS_openat2, root, "/inner", &how, sizeof how) >= 0);
  MUST(syscall(SYS_openat2, root, "link", &how, sizeof how) >= 0);
  MUST(syscall(SYS_openat2, root, "../../inner", &how, sizeof how) >= 0);
  return 0;
}
