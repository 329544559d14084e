#include <sys/xattr.h>

#include "tracee.h"
int main(void) {
  char value[64];
  MUST(getxattr("/data/file", "user.none", value, sizeof value) < 0 && errno == ENODATA);
  MUST(lgetxattr("/data/chain1", "trusted.none", value, sizeof value) < 0 && errno == ENODATA);
  MUST(listxattr("/etc/passwd", value, sizeof value) >= 0);
  return 0;
}
