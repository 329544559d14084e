#include "tracee.h"
int main(void) {
  struct stat status;
  char path[64];
  char text[256];
  MUST(open("/proc/self/exe", O_RDONLY) >= 0);
  sprintf(path, "/proc/self/fd/%d", open("/data/file", O_PATH));
  MUST(stat(path, &status) == 0);
  MUST(chdir("/data/root") == 0);
  MUST(access("/proc/thread-self/cwd/inner", F_OK) == 0);
  MUST(access("/proc/self/root/etc/conf.d/b", F_OK) == 0);
  MUST(readlink("/proc/self/exe", text, sizeof text) > 0);
  return 0;
}
