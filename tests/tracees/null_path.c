// A null path means the descriptor to utimensat(2), an error to stat(2) and, before Linux 6.11, to statx(2).
#include "tracee.h"
int main(void) {
  struct statx status;
  struct stat old;
  int file = open("/data/file", O_RDONLY);
  MUST(syscall(SYS_utimensat, file, NULL, NULL, 0) == 0);
  syscall(SYS_statx, file, NULL, AT_EMPTY_PATH, STATX_BASIC_STATS, &status);
  MUST(syscall(SYS_newfstatat, AT_FDCWD, (void*)8, &old, 0) < 0 && errno == EFAULT);
  return 0;
}
