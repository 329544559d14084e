// One call that needs a capability, one that fails without it, and one for which the kernel checks
// CAP_SYS_ADMIN needlessly.
#include <sys/mman.h>

#include "tracee.h"
int main(void) {
  MUST(chown("/data/file", 7, 7) == 0);
  MUST(setuid(1000) == 0);
  MUST(chown("/data/file", 8, 8) != 0 && errno == EPERM);
  MUST(mmap(NULL, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
       MAP_FAILED);
  return 0;
}
