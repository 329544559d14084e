// The same path leads to different files one after the other.
#include <linux/openat2.h>
#include <sys/mount.h>

#include "tracee.h"
static void bind(const char* source) {
  MUST(mount(source, "/mnt", "", MS_BIND, NULL) == 0);
}
// A fanotify event keeps its mount busy until it has been read.
static void unmount(void) {
  while (umount2("/mnt", 0) != 0) {
    MUST(errno == EBUSY);
    usleep(1000);
  }
}

int main(void) {
  struct stat status;
  bind("/bind/a");
  MUST(stat("/mnt/same", &status) == 0);
  unmount();
  bind("/bind/b");
  MUST(stat("/mnt/same", &status) == 0);
  unmount();
  bind("/bind/a");  // as before
  MUST(access("/mnt/late", F_OK) == 0);
  unmount();

  struct open_how how = {.flags = O_PATH};
  int root = open("/bind/a", O_PATH);
  MUST(syscall(SYS_openat2, root, "../only", &how, sizeof how) >= 0);
  how.resolve = RESOLVE_IN_ROOT;
  MUST(syscall(SYS_openat2, root, "../only", &how, sizeof how) >= 0);
  return 0;
}
