#include <sys/inotify.h>

#include "tracee.h"
int main(void) {
  MUST(inotify_add_watch(inotify_init1(0), "/data/empty", IN_CREATE) >= 0);
  return 0;
}
