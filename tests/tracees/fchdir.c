#include "tracee.h"
int main(void) {
  MUST(fchdir(open("/data", O_PATH)) == 0);
  MUST(open("file", O_RDONLY) >= 0);
  return 0;
}
