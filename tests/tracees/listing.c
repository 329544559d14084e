#include <dirent.h>

#include "tracee.h"
int main(void) {
  DIR* directory = opendir("/etc/conf.d");
  MUST(directory);
  while (readdir(directory)) {
  }
  return 0;
}
