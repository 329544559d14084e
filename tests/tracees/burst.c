// Three thousand opens in a row.
#include "tracee.h"
int main(void) {
  for (int i = 0; i < 3000; ++i) {
    char path[64];
    sprintf(path, "/many/%d", i);
    MUST(close(open(path, O_RDONLY)) == 0);
  }
  return 0;
}
