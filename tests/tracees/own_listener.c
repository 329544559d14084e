// The app installs a seccomp filter with a listener, as a sandbox or a nested container engine
// does. If the container already has a listener, the kernel refuses a second one (EBUSY); then the
// app works without.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "tracee.h"

static int listen_for(int call) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                      &program);
}

static void answer(int listener) {
  struct seccomp_notif call = {0};
  MUST(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) == 0);
  MUST(call.data.nr == SYS_getppid);
  struct seccomp_notif_resp response = {.id = call.id, .val = 4711};
  MUST(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) == 0);
}

static int child_of(int socket) {
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  int listener = listen_for(SYS_getppid);
  MUST(listener >= 0 || errno == EBUSY);
  MUST(write(socket, &listener, sizeof listener) == sizeof listener);
  char go;
  MUST(read(socket, &go, 1) == 1);
  return listener < 0 || syscall(SYS_getppid) == 4711;
}

int main(void) {
  int ends[2];
  MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  // Parent and child share their descriptors, so the listener need not be sent.
  pid_t child = (pid_t)syscall(SYS_clone, 0x400 /* CLONE_FILES */ | 17 /* SIGCHLD */, 0, 0, 0, 0);
  if (child == 0) {
    MUST(child_of(ends[1]));
    MUST(access("/data/chain1", F_OK) == 0);
    MUST(open("/data/file", O_RDONLY) >= 0);
    _exit(0);
  }
  int listener = -1;
  MUST(read(ends[0], &listener, sizeof listener) == sizeof listener);
  MUST(write(ends[0], "g", 1) == 1);
  if (listener >= 0) answer(listener);
  must_succeed(child);
  return 0;
}
