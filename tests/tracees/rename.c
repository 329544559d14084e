#include "tracee.h"
int main(void) {
  MUST(rename("/data/file", "/data/renamed") == 0);
  MUST(open("/data/renamed", O_RDONLY) >= 0);
  MUST(mkdir("/etc/made", 0755) == 0 && chdir("/etc/made") == 0);
  MUST(close(creat("a", 0644)) == 0);
  MUST(rename("/etc/made", "/etc/moved") == 0);
  MUST(open("a", O_RDONLY) >= 0);
  return 0;
}
