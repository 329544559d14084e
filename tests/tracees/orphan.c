// A process outlives its parent.
#include "tracee.h"
int main(void) {
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    if (fork() == 0) {
      while (getppid() != 1) usleep(1000);
      _exit(open("/data/file", O_RDONLY) >= 0 ? 0 : 1);
    }
    _exit(0);
  }
  while (wait(&status) > 0) MUST(status == 0);
  return 0;
}
