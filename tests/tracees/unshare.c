// A process creates a mount namespace with mounts of its own; another process enters it.
#include <sched.h>
#include <sys/mount.h>

#include "tracee.h"

// A fanotify event keeps its mount busy until it has been read; the probe needs the mount to find
// the path.
static void unmount(const char* path) {
  while (umount2(path, 0) != 0) {
    MUST(errno == EBUSY);
    usleep(1000);
  }
}

static void in_own_namespace(int ready, int done) {
  char byte;
  MUST(unshare(CLONE_NEWNS) == 0);
  MUST(mount("/usr/lib", "/mnt", "", MS_BIND, NULL) == 0);
  MUST(mount("none", "/data", "tmpfs", 0, NULL) == 0);
  MUST(close(open("/mnt/liby", O_RDONLY)) == 0);
  MUST(close(open("/data/long", O_CREAT | O_WRONLY, 0644)) == 0);
  MUST(write(ready, "r", 1) == 1 && read(done, &byte, 1) == 1);
  unmount("/data");
  unmount("/mnt");
}

int main(void) {
  int ready[2], done[2];
  char byte, path[64];
  MUST(pipe(ready) == 0 && pipe(done) == 0);
  MUST(access("/data/file", F_OK) == 0);
  pid_t child = fork();
  if (child == 0) {
    in_own_namespace(ready[1], done[0]);
    _exit(0);
  }
  MUST(read(ready[0], &byte, 1) == 1);
  sprintf(path, "/proc/%d/ns/mnt", child);
  int space = open(path, O_RDONLY);
  int own = open("/proc/self/ns/mnt", O_RDONLY);
  MUST(access("/mnt/libx", F_OK) != 0);
  MUST(setns(space, CLONE_NEWNS) == 0);
  MUST(access("/data/long", F_OK) == 0 && access("/mnt/libx", F_OK) == 0);
  MUST(setns(own, CLONE_NEWNS) == 0);
  MUST(open("/data/hard1", O_RDONLY) >= 0);
  MUST(write(done[1], "d", 1) == 1);
  must_succeed(child);
  return 0;
}
