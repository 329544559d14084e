// Opens /lots/0 to /lots/N-1: many_files N.
#include "tracee.h"
int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  MUST(count > 0);
  for (int i = 0; i < count; ++i) {
    char path[64];
    sprintf(path, "/lots/%d", i);
    MUST(open(path, O_RDONLY) >= 0);
    if (i % 500 == 499) MUST(close_range(3, ~0U, 0) == 0);
  }
  return 0;
}
