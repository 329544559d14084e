// What a container runtime does, in a nutshell: new namespaces, mounts, pivot_root, exec. Before
// the exec it says so on stdout and waits for a byte on stdin. launcher ROOTFS VOLUME UID PROGRAM
// ARG...
#include <sched.h>
#include <sys/mount.h>

#include "tracee.h"

int main(int argc, char** argv) {
  MUST(argc >= 5);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  MUST(null > 2);
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
  must_end_well(init);
  return 0;
}
