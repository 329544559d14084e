// Threads that are interrupted all the time by SIGURG with SA_RESTART, as Go's scheduler does.
#include <pthread.h>
#include <signal.h>

#include "tracee.h"

enum { kThreads = 4, kFiles = 100 };
static pid_t threads[kThreads];
static volatile sig_atomic_t seen;
static int ended;

static void note(int number) {
  seen = number;
}

static void* work(void* argument) {
  long number = (long)argument;
  __atomic_store_n(&threads[number], (pid_t)syscall(SYS_gettid), __ATOMIC_SEQ_CST);
  while (!seen) usleep(100);
  for (int i = 0; i < kFiles; ++i) {
    char path[64];
    sprintf(path, "/many/%ld", number * kFiles + i);
    MUST(access(path, R_OK) == 0);
    MUST(close(open(path, O_RDONLY)) == 0);
  }
  __atomic_add_fetch(&ended, 1, __ATOMIC_SEQ_CST);
  return NULL;
}

int main(void) {
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  MUST(sigaction(SIGURG, &action, NULL) == 0);
  pthread_t handles[kThreads];
  for (long i = 0; i < kThreads; ++i) {
    MUST(pthread_create(&handles[i], NULL, work, (void*)i) == 0);
  }
  while (__atomic_load_n(&ended, __ATOMIC_SEQ_CST) < kThreads) {
    for (int i = 0; i < kThreads; ++i) {
      pid_t thread = __atomic_load_n(&threads[i], __ATOMIC_SEQ_CST);
      if (thread != 0) syscall(SYS_tgkill, getpid(), thread, SIGURG);
    }
    usleep(100);
  }
  for (int i = 0; i < kThreads; ++i) MUST(pthread_join(handles[i], NULL) == 0);
  MUST(seen == SIGURG);
  return 0;
}
