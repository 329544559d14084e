// Tries to trace a child, as a debugger would. It is refused under a tracer, but must not hang.
#include <sys/ptrace.h>

#include "tracee.h"
int main(void) {
  pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    _exit(0);
  }
  must_succeed(child);
  MUST(open("/data/file", O_RDONLY) >= 0);
  return 0;
}
