// Three thousand opens in a row, with few descriptors.
#include <sys/resource.h>

#include "tracee.h"
int main(void) {
  struct rlimit few = {64, 64};
  MUST(setrlimit(RLIMIT_NOFILE, &few) == 0);
  for (int i = 0; i < 3000; ++i) {
    char path[64];
    sprintf(path, "/many/%d", i);
    MUST(close(open(path, O_RDONLY)) == 0);
  }
  return 0;
}
