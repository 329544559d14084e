#include "tracee.h"
int main(void) {
  int directory = open("/data", O_PATH | O_DIRECTORY);
  MUST(directory > 2);
  MUST(openat(directory, "file", O_RDONLY) >= 0);
  return 0;
}
