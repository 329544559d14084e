// Built with -m32: the low 32 bits of a register are the pointer. Usage: i386 [untraced]
#include <sched.h>
#include <signal.h>

#include "tracee.h"
int main(int argc, char** argv) {
  struct stat status;
  MUST(open("/data/chain1", O_RDONLY) >= 0);
  MUST(stat("/etc/passwd", &status) == 0);
  if (argc < 2) return 0;
  pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) _exit(open("/data/hard1", O_RDONLY) >= 0 ? 0 : 1);
  must_succeed(child);
  return 0;
}
