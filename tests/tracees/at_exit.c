// Opens one file, waits for SIGTERM, then opens another.
#include <signal.h>

#include "tracee.h"
int main(void) {
  sigset_t set;
  int number;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  MUST(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
  MUST(open("/data/file", O_RDONLY) >= 0);
  MUST(sigwait(&set, &number) == 0);
  MUST(open("/etc/conf.d/a", O_RDONLY) >= 0);
  return 0;
}
