// run PROGRAM ARG...: executes it.
#include "tracee.h"
int main(int argc, char** argv) {
  MUST(argc > 1);
  execv(argv[1], argv + 1);
  MUST(!"execv");
}
