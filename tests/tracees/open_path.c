// open_path PATH...
#include "tracee.h"
int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) MUST(open(argv[i], O_RDONLY) >= 0);
  return 0;
}
