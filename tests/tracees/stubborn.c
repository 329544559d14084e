// Ignores SIGTERM and continues.
#include <signal.h>

#include "tracee.h"
int main(void) {
  MUST(signal(SIGTERM, SIG_IGN) != SIG_ERR);
  MUST(open("/data/file", O_RDONLY) >= 0);
  for (;;) {
    MUST(close(open("/etc/conf.d/a", O_RDONLY)) == 0);
    usleep(1000);
  }
}
