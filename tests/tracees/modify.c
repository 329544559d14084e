#include "tracee.h"
int main(void) {
  MUST(write(open("/data/file", O_RDWR), "x", 1) == 1);
  MUST(truncate("/data/long", 1) == 0);
  MUST(chmod("/etc/passwd", 0600) == 0);
  MUST(mkdir("/data/new", 0755) == 0);
  MUST(mkdir("/data/empty", 0755) != 0 && errno == EEXIST);
  MUST(symlink("nowhere", "/data/new/link") == 0);
  MUST(close(open("/data/new/link", O_WRONLY | O_CREAT | O_EXCL, 0644)) != 0 && errno == EBADF);
  MUST(unlink("/data/new/link") == 0 && rmdir("/data/new") == 0);
  return 0;
}
