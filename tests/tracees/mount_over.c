// Files on a tmpfs mounted over the image are not of the image; files in a bind mount of a part of
// it are.
#include <sys/mount.h>

#include "tracee.h"
// A fanotify event keeps its mount busy until it has been read.
static void unmount(const char* path) {
  while (umount2(path, 0) != 0) {
    MUST(errno == EBUSY);
    usleep(1000);
  }
}

int main(void) {
  struct stat status;
  MUST(mount("/usr/lib", "/mnt", "", MS_BIND, NULL) == 0);
  MUST(stat("/mnt/libx", &status) == 0);
  MUST(close(open("/mnt/liby", O_RDONLY)) == 0);
  MUST(mount("none", "/data", "tmpfs", 0, NULL) == 0);
  MUST(close(open("/data/long", O_CREAT | O_WRONLY, 0644)) == 0);
  MUST(access("/data/none", F_OK) != 0);
  unmount("/data");
  unmount("/mnt");
  MUST(access("/mnt/../data/chain2", F_OK) == 0);
  return 0;
}
