// Included by all tracees. A tracee shows one behaviour and exits with 0 only if all of it
// succeeded.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUST(what)                                         \
  do {                                                     \
    if (!(what)) {                                         \
      fprintf(stderr, "%s: %s\n", #what, strerror(errno)); \
      _exit(1);                                            \
    }                                                      \
  } while (0)

// Waits for a child that must succeed.
static inline void must_succeed(pid_t pid) {
  int status = 0;
  MUST(pid > 0);
  MUST(waitpid(pid, &status, 0) == pid && status == 0);
}
