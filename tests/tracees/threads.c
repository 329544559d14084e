#include <pthread.h>

#include "tracee.h"
static void* work(void* number) {
  for (int i = 0; i < 20; ++i) {
    char path[64];
    sprintf(path, "/many/%d", (int)(long)number * 20 + i);
    MUST(close(open(path, O_RDONLY)) == 0);
  }
  return NULL;
}
int main(void) {
  pthread_t threads[8];
  for (long i = 0; i < 8; ++i) MUST(pthread_create(&threads[i], NULL, work, (void*)i) == 0);
  for (long i = 0; i < 8; ++i) MUST(pthread_join(threads[i], NULL) == 0);
  return 0;
}
