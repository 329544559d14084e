// A child created with CLONE_UNTRACED. Usage: untraced_clone [clone | clone3]
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>

#include "tracee.h"

// In read-only memory.
static const struct clone_args kHidden = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};

int main(int argc, char** argv) {
  int by_clone3 = argc > 1 && strcmp(argv[1], "clone3") == 0;
  pid_t child =
      (pid_t)(by_clone3 ? syscall(SYS_clone3, &kHidden, sizeof kHidden)
                        : syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, NULL, NULL, NULL, NULL));
  if (child == 0) _exit(open("/data/file", O_RDONLY) >= 0 ? 0 : 1);
  must_succeed(child);
  return 0;
}
