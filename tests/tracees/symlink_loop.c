#include "tracee.h"
int main(void) {
  MUST(open("/data/loop", O_RDONLY) < 0 && errno == ELOOP);
  return 0;
}
