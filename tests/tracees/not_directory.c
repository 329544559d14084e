#include "tracee.h"
int main(void) {
  MUST(open("/data/file/below", O_RDONLY) < 0 && errno == ENOTDIR);
  return 0;
}
