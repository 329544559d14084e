// One thread has a working directory of its own, another shares that of the process.
#include <pthread.h>
#include <sched.h>

#include "tracee.h"

static void* own(void* unused) {
  MUST(unshare(CLONE_FS) == 0);
  MUST(chdir("/data") == 0);
  MUST(open("file", O_RDONLY) >= 0);
  return unused;
}
static void* shared(void* unused) {
  MUST(open("passwd", O_RDONLY) < 0);
  MUST(chdir("/etc") == 0);
  return unused;
}
int main(void) {
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, own, NULL) == 0 && pthread_join(thread, NULL) == 0);
  MUST(open("data/chain2", O_RDONLY) >= 0);
  MUST(pthread_create(&thread, NULL, shared, NULL) == 0 && pthread_join(thread, NULL) == 0);
  MUST(open("passwd", O_RDONLY) >= 0);
  return 0;
}
