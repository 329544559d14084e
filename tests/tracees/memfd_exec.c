// Executes a copy of open_path in memory, which opens a file of the image.
#include <sys/mman.h>
#include <sys/sendfile.h>

#include "tracee.h"
int main(void) {
  char* arguments[] = {"copy", "/data/file", NULL};
  int program = open("/bin/open_path", O_RDONLY);
  int copy = memfd_create("copy", 0);
  while (sendfile(copy, program, NULL, 1 << 20) > 0) {
  }
  fexecve(copy, arguments, arguments + 2);
  return 1;
}
