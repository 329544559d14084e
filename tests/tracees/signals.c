// A child is stopped and continued, a call is interrupted, a handler runs; then a file is opened.
#include <signal.h>

#include "tracee.h"
static volatile sig_atomic_t seen;
static void note(int number) { seen = number; }
int main(void) {
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(open("/data/file", O_RDONLY) >= 0 ? 7 : 1);
  }
  MUST(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status));
  usleep(20000);
  MUST(waitpid(child, &status, WNOHANG) == 0);
  MUST(kill(child, SIGCONT) == 0);
  MUST(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7);
  struct sigaction action = {.sa_handler = note};
  MUST(sigaction(SIGALRM, &action, NULL) == 0);
  alarm(1);
  MUST(pause() < 0 && errno == EINTR && seen == SIGALRM);
  MUST(open("/etc/passwd", O_RDONLY) >= 0);
  return 0;
}
