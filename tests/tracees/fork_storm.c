// A thousand processes, each of which opens a file of its own and exits.
#include "tracee.h"
int main(void) {
  for (int i = 0; i < 1000; i += 4) {
    pid_t children[4];
    for (int k = 0; k < 4; ++k) {
      children[k] = fork();
      if (children[k] == 0) {
        char path[64];
        sprintf(path, "/many/%d", i + k);
        _exit(open(path, O_RDONLY) >= 0 ? 0 : 1);
      }
    }
    for (int k = 0; k < 4; ++k) must_succeed(children[k]);
  }
  return 0;
}
