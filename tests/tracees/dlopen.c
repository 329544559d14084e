#include <dlfcn.h>

#include "tracee.h"
int main(void) {
  void* library = dlopen("/data/plugin.so", RTLD_NOW);
  MUST(library);
  int (*plugin)(void) = (int (*)(void))dlsym(library, "plugin");
  MUST(plugin && plugin() == 42);
  return 0;
}
