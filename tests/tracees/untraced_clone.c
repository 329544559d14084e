// A child that its maker hides from tracers.
#include <sched.h>
#include <signal.h>

#include "tracee.h"
int main(void) {
  pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) _exit(0);
  must_end_well(child);
  return 0;
}
