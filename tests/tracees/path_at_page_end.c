// The path ends where the mapped memory does.
#include <sys/mman.h>

#include "tracee.h"
int main(void) {
  char* pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  MUST(pages != MAP_FAILED && munmap(pages + 4096, 4096) == 0);
  char* path = pages + 4096 - sizeof "/data/file";
  strcpy(path, "/data/file");
  MUST(open(path, O_RDONLY) >= 0);
  return 0;
}
