#include "tracee.h"
int main(void) {
  struct stat status;
  MUST(stat("/data/none/deep", &status) != 0 && errno == ENOENT);
  MUST(open("/lib/none", O_RDONLY) < 0 && errno == ENOENT);
  return 0;
}
