// glibc's fexecve() uses execveat(2), or /proc/self/fd/N on kernels without it.
#include "tracee.h"
int main(int argc, char** argv) {
  char* arguments[] = {"quit", NULL};
  char path[64];
  int program = open("/bin/quit", O_RDONLY | O_CLOEXEC);
  sprintf(path, "/proc/self/fd/%d", program);
  if (argc > 1 && strcmp(argv[1], "proc") == 0) execv(path, arguments);
  fexecve(program, arguments, arguments + 1);
  return 1;
}
