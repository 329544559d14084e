// Calls of which a profile can check an argument. With "other": those that were not recorded fail.
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "tracee.h"

#define REFUSED(what) MUST((what) < 0 && errno == EPERM)

int main(int argc, char** argv) {
  int pipes[2];
  int waiting = 0;
  MUST(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
  MUST(socket(AF_INET, SOCK_STREAM, 0) >= 0);
  MUST(pipe(pipes) == 0);
  MUST(ioctl(pipes[0], FIONREAD, &waiting) == 0);
  MUST(prctl(PR_SET_NAME, "tracee") == 0);
  const pid_t child = fork();
  if (child == 0) _exit(0);
  must_succeed(child);
  if (argc > 1 && strcmp(argv[1], "other") == 0) {
    REFUSED(socket(AF_NETLINK, SOCK_RAW, 0));
    REFUSED(ioctl(pipes[0], FIOCLEX));
    REFUSED(prctl(PR_SET_CHILD_SUBREAPER, 0));
    REFUSED(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
  }
  return 0;
}
