#include <pthread.h>

#include "tracee.h"
static void* work(void* unused) {
  execl("/bin/open_path", "open_path", "/data/file", NULL);
  return unused;
}
static void* sleeper(void* unused) {
  pause();
  return unused;
}
int main(void) {
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, sleeper, NULL) == 0);
  MUST(pthread_create(&thread, NULL, work, NULL) == 0);
  pause();
  return 1;
}
