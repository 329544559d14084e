#include "tracee.h"
int main(void) {
  struct stat status;
  int file = open("/data/file", O_PATH);
  MUST(fstatat(file, "", &status, AT_EMPTY_PATH) == 0);
  MUST(fstatat(AT_FDCWD, "", &status, AT_EMPTY_PATH) == 0);
  MUST(stat("", &status) < 0 && errno == ENOENT);
  return 0;
}
