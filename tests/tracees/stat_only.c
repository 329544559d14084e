#include "tracee.h"
int main(void) {
  struct stat status;
  MUST(stat("/data/file", &status) == 0);
  return 0;
}
