#include "tracee.h"
int main(void) {
  pid_t child = vfork();
  if (child == 0) {
    execl("/bin/open_path", "open_path", "/data/file", NULL);
    _exit(1);
  }
  must_succeed(child);
  return 0;
}
