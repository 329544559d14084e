#include "tracee.h"
int main(void) {
  MUST(dup2(open("/data", O_RDONLY | O_DIRECTORY), 0) == 0);
  MUST(openat(0, "file", O_RDONLY) >= 0);
  return 0;
}
