// Built with -m32. The low 32 bits of a register are the pointer.
#include "tracee.h"
int main(void) {
  struct stat status;
  MUST(open("/data/chain1", O_RDONLY) >= 0);
  MUST(stat("/etc/passwd", &status) == 0);
  return 0;
}
