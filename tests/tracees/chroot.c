#include "tracee.h"
int main(void) {
  MUST(chroot("/data/root") == 0 && chdir("/") == 0);
  MUST(open("/inner", O_RDONLY) >= 0);
  MUST(access("/../../link", F_OK) == 0);  // an absolute symlink, and a ".." that stays inside
  return 0;
}
