// What a container runtime does, in a nutshell: new namespaces, mounts, pivot_root, exec. Before
// the exec it says so on stdout and waits for a byte on stdin. Where a probe wants a filter, the
// environment names a file with it, and the socket to hand a listener over
// (tracee_container.h). launcher ROOTFS VOLUME UID PROGRAM ARG...
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "tracee.h"

struct hand_over {
  int socket;             // -1: nobody listens
  unsigned short length;  // 0: no filter
  struct sock_filter filter[4096];
};

static void prepare_hand_over(struct hand_over* over) {
  over->socket = -1;
  if (!getenv("TRACEE_FILTER")) return;
  int file = open(getenv("TRACEE_FILTER"), O_RDONLY | O_CLOEXEC);
  ssize_t length = read(file, over->filter, sizeof over->filter);
  MUST(length > 0 && close(file) == 0);
  over->length = (unsigned short)(length / (ssize_t)sizeof over->filter[0]);
  const char* path = getenv("TRACEE_LISTENER");
  if (!path) return;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  MUST(strlen(path) < sizeof address.sun_path);
  strcpy(address.sun_path, path);
  over->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  MUST(connect(over->socket, (struct sockaddr*)&address, sizeof address) == 0);
}

// As runtimes do: config-linux.md#seccomp of the runtime-spec.
static void hand_over(struct hand_over* over) {
  if (over->length == 0) return;
  struct sock_fprog program = {.len = over->length, .filter = over->filter};
  unsigned flags = over->socket < 0 ? 0 : SECCOMP_FILTER_FLAG_NEW_LISTENER;
  int listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
  MUST(listener >= 0);
  if (over->socket < 0) return;
  char state[] = "{\"ociVersion\":\"1.0.2\",\"fds\":[\"seccompFd\"]}";
  struct iovec text = {state, strlen(state)};
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof listener)] = {0};
  struct msghdr message = {
      .msg_iov = &text, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof listener);
  memcpy(CMSG_DATA(part), &listener, sizeof listener);
  MUST(sendmsg(over->socket, &message, 0) > 0 && close(listener) == 0 && close(over->socket) == 0);
}

int main(int argc, char** argv) {
  MUST(argc >= 5);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  MUST(null > 2);
  static struct hand_over over;
  prepare_hand_over(&over);
  MUST(unshare(CLONE_NEWNS | CLONE_NEWPID) == 0);
  MUST(mount("", "/", "", MS_REC | MS_PRIVATE, NULL) == 0);
  MUST(mount(argv[1], argv[1], "", MS_BIND, NULL) == 0);
  MUST(chdir(argv[1]) == 0);
  MUST(mount(argv[2], "vol", "", MS_BIND, NULL) == 0);
  MUST(mount("tmpfs", "tmp", "tmpfs", 0, NULL) == 0);
  pid_t init = fork();
  if (init == 0) {
    MUST(mount("proc", "proc", "proc", 0, NULL) == 0);
    MUST(syscall(SYS_pivot_root, ".", ".") == 0);
    MUST(umount2(".", MNT_DETACH) == 0);
    MUST(chdir("/") == 0);
    hand_over(&over);
    MUST(access("/etc/group", F_OK) ==
         0);  // the look-up of a user, after pivot_root: still the runtime
    int uid = atoi(argv[3]);
    MUST(setresgid(uid, uid, uid) == 0 && setresuid(uid, uid, uid) == 0);
    // Created; whoever started us attaches probes and then lets us go on.
    char go;
    MUST(write(1, "c", 1) == 1 && read(0, &go, 1) == 1);
    MUST(dup2(null, 0) == 0 && dup2(null, 1) == 1);
    execv(argv[4], argv + 4);
    MUST(!"execv");
  }
  if (over.socket >= 0) MUST(close(over.socket) == 0);
  must_end_well(init);
  return 0;
}
