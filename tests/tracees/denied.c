// Started as a user who may neither read /data/secret nor mount.
#include <sys/mount.h>

#include "tracee.h"
int main(void) {
  MUST(open("/data/secret/file", O_RDONLY) < 0 && errno == EACCES);
  MUST(mount("none", "/data/empty", "tmpfs", 0, NULL) < 0 && errno == EPERM);
  return 0;
}
