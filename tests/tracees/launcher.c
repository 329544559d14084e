// A minimal container runtime: new namespaces, mounts, pivot_root, exec. Before the exec it writes
// a byte to stdout and waits for one on stdin. If a probe needs a seccomp filter, the environment
// names a file with it, and the socket to send the listener to (tracee_container.h).
//
// Usage: launcher ROOTFS VOLUME UID PROGRAM ARG...
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "tracee.h"

struct filter_setup {
  int socket;             // -1: no listener is wanted
  unsigned short length;  // 0: no filter
  struct sock_filter filter[4096];
};

static void read_filter(struct filter_setup* setup) {
  setup->socket = -1;
  if (!getenv("TRACEE_FILTER")) return;
  int file = open(getenv("TRACEE_FILTER"), O_RDONLY | O_CLOEXEC);
  ssize_t length = read(file, setup->filter, sizeof setup->filter);
  MUST(length > 0 && close(file) == 0);
  setup->length = (unsigned short)(length / (ssize_t)sizeof setup->filter[0]);
  const char* path = getenv("TRACEE_LISTENER");
  if (!path) return;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  MUST(strlen(path) < sizeof address.sun_path);
  strcpy(address.sun_path, path);
  setup->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  MUST(connect(setup->socket, (struct sockaddr*)&address, sizeof address) == 0);
}

// As in the runtime-spec, config-linux.md#seccomp.
static void load_filter(struct filter_setup* setup) {
  if (setup->length == 0) return;
  struct sock_fprog program = {.len = setup->length, .filter = setup->filter};
  unsigned flags = setup->socket < 0 ? 0 : SECCOMP_FILTER_FLAG_NEW_LISTENER;
  int listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
  MUST(listener >= 0);
  if (setup->socket < 0) return;
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
  MUST(sendmsg(setup->socket, &message, 0) > 0 && close(listener) == 0 &&
       close(setup->socket) == 0);
}

int main(int argc, char** argv) {
  MUST(argc >= 5);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  MUST(null > 2);
  static struct filter_setup setup;
  read_filter(&setup);
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
    load_filter(&setup);
    MUST(access("/etc/group", F_OK) == 0);  // as a runtime looks up the user, after pivot_root
    int uid = atoi(argv[3]);
    MUST(setresgid(uid, uid, uid) == 0 && setresuid(uid, uid, uid) == 0);
    // The container is created: the parent attaches probes, then sends the byte.
    char go;
    MUST(write(1, "c", 1) == 1 && read(0, &go, 1) == 1);
    MUST(dup2(null, 0) == 0 && dup2(null, 1) == 1);
    execv(argv[4], argv + 4);
    MUST(!"execv");
  }
  if (setup.socket >= 0) MUST(close(setup.socket) == 0);
  must_succeed(init);
  return 0;
}
