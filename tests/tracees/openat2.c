#include <linux/openat2.h>

#include "tracee.h"
int main(void) {
  struct open_how how = {.flags = O_RDONLY};
  MUST(syscall(SYS_openat2, AT_FDCWD, "/data/file", &how, sizeof how) >= 0);
  return 0;
}
