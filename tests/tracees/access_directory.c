#include "tracee.h"
int main(void) {
  MUST(access("/data/empty", F_OK) == 0);
  return 0;
}
