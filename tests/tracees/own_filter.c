// The app installs a seccomp filter, as a sandbox does: one call is refused, all others are
// allowed.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "tracee.h"

int main(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  MUST(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
  pid_t child = fork();
  if (child == 0) {
    MUST(syscall(SYS_getppid) == -1 && errno == EPERM);
    MUST(syscall(SYS_gettid) == getpid());
    MUST(open("/data/file", O_RDONLY) >= 0);
    _exit(0);
  }
  must_succeed(child);
  return 0;
}
