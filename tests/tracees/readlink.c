#include "tracee.h"
int main(void) {
  char text[256];
  MUST(readlink("/data/chain1", text, sizeof text) > 0);
  return 0;
}
