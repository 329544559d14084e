// Remounts the root read-only: changes fail, other uses do not. A part of it is bind-mounted and
// stays writable.
#include <sys/mount.h>

#include "tracee.h"
int main(void) {
  int file = open("/data/file", O_RDONLY);
  MUST(file >= 0);
  MUST(mount("/data/root", "/data/root", "", MS_BIND, NULL) == 0);
  MUST(mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0);
  MUST(open("/data/new", O_WRONLY | O_CREAT, 0644) < 0 && errno == EROFS);
  MUST(open("/data/chain1", O_RDWR) < 0 && errno == EROFS);
  MUST(mkdir("/etc/none", 0755) != 0 && errno == EROFS);
  MUST(fchmod(file, 0600) != 0 && errno == EROFS);
  MUST(rename("/data/hard1", "/data/moved") != 0 && errno == EROFS);
  MUST(close(open("/data/root/new", O_WRONLY | O_CREAT, 0644)) == 0);
  MUST(close(open("/etc/passwd", O_RDONLY)) == 0);
  return 0;
}
