// A child waits in epoll_wait(2) until it is killed: the call never returns.
#include <signal.h>
#include <sys/epoll.h>

#include "tracee.h"
int main(void) {
  int status = 0;
  int ready[2];
  char byte;
  MUST(pipe(ready) == 0);
  pid_t child = fork();
  if (child == 0) {
    struct epoll_event event;
    int epoll = epoll_create1(0);
    MUST(write(ready[1], "x", 1) == 1);
    syscall(SYS_epoll_pwait, epoll, &event, 1, -1, NULL, 8);
    _exit(1);
  }
  MUST(read(ready[0], &byte, 1) == 1);
  usleep(50000);
  MUST(kill(child, SIGKILL) == 0);
  MUST(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
  return 0;
}
