#include "tracee.h"
int main(void) {
  MUST(open("etc/passwd", O_RDONLY) >= 0);
  MUST(chdir("data") == 0);
  MUST(open("file", O_RDONLY) >= 0);
  MUST(open("../etc/conf.d/../conf.d/a", O_RDONLY) >= 0);
  return 0;
}
