// What is mounted over the image is not the image; a bind of a part of it is.
#include <sys/mount.h>

#include "tracee.h"
int main(void) {
  struct stat status;
  MUST(mount("/usr/lib", "/mnt", "", MS_BIND, NULL) == 0);
  MUST(stat("/mnt/libx", &status) == 0);
  MUST(close(open("/mnt/liby", O_RDONLY)) == 0);
  MUST(mount("none", "/data", "tmpfs", 0, NULL) == 0);
  MUST(close(open("/data/long", O_CREAT | O_WRONLY, 0644)) == 0);
  MUST(access("/data/none", F_OK) != 0);
  MUST(umount2("/data", 0) == 0 && umount2("/mnt", 0) == 0);
  MUST(access("/mnt/../data/chain2", F_OK) == 0);
  return 0;
}
