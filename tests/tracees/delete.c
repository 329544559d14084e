// Read, then removed while it is open, then looked at once more.
#include "tracee.h"
int main(void) {
  char byte;
  struct stat status;
  char path[64];
  int file = open("/data/file", O_RDONLY);
  MUST(read(file, &byte, 1) == 1);
  MUST(unlink("/data/file") == 0);
  sprintf(path, "/proc/self/fd/%d", file);
  MUST(stat(path, &status) == 0);
  MUST(open("/data/name (deleted)", O_RDONLY) >= 0);
  return 0;
}
