#include "profile/tables.h"

namespace whittle::profile {
namespace {

using Sign = Companions::Sign;

constexpr Companions calls(std::string_view used, std::string_view allowed, std::string_view why) {
  return {.used = used, .allowed = allowed, .why = why};
}
constexpr Companions calls_with(std::string_view used, std::string_view with,
                                std::string_view allowed, std::string_view why) {
  return {.used = used, .with = with, .allowed = allowed, .why = why};
}

// Either a libc or a language's runtime really makes the one where another makes the other (glibc
// by version, musl, Go), or a kernel that is still in use lacks the newer. Forms that only kernels
// before 3.15 need, such as eventfd, are not here.
constexpr Companions kEquivalents[] = {
    calls("open openat openat2", "open openat",
          "musl opens by open; kernels before 5.6 have no openat2"),
    calls("stat newfstatat statx", "stat newfstatat statx",
          "glibc 2.33 has left stat; kernels before 4.11 have no statx"),
    calls("lstat", "lstat newfstatat statx", "glibc 2.33 has left lstat"),
    calls("statx", "fstat", "kernels before 4.11 have no statx"),
    calls("access faccessat faccessat2", "access faccessat faccessat2",
          "glibc 2.33 tries faccessat2; kernels before 5.8 lack it"),
    calls("select pselect6", "select pselect6", "glibc 2.34 selects by pselect6, musl by select"),
    calls("poll ppoll", "poll ppoll", "Go, Rust and arm64 poll by ppoll"),
    calls("epoll_wait epoll_pwait epoll_pwait2", "epoll_wait epoll_pwait",
          "libuv, Go and arm64 wait by epoll_pwait; kernels before 5.11 have no epoll_pwait2"),
    calls("clone3", "clone", "glibc 2.34 starts threads by clone3 where it may, else by clone"),
    calls("fork vfork", "clone fork vfork", "glibc forks by clone, musl by fork and vfork"),
    calls_with("clone clone3", "wait4 waitid", "clone fork vfork",
               "glibc forks by clone, musl by fork and vfork"),
    calls("dup2 dup3", "dup2 dup3", "arm64 and Go have dup3 only"),
    calls("pipe pipe2", "pipe pipe2", "arm64 and Go have pipe2 only"),
    calls("accept accept4", "accept accept4", "Node and Go accept by accept4"),
    calls("getdents getdents64", "getdents64", "glibc 2.30 lists by getdents64"),
    calls("rename renameat renameat2", "rename|renameat2 renameat",
          "rename, Go's renameat, and kernels or file systems without renameat2"),
    calls("fchmodat2", "fchmodat", "kernels before 6.6 have no fchmodat2"),
    calls("utime utimes futimesat", "utimensat", "glibc by version, musl"),
    calls("getrlimit setrlimit", "prlimit64", "glibc 2.28 and arm64 have left the two"),
    calls("nanosleep", "clock_nanosleep", "glibc 2.31 sleeps by clock_nanosleep"),
    calls("time", "clock_gettime", "musl asks clock_gettime"),
    calls("copy_file_range", "sendfile", "what copies falls back on it across file systems"),
    calls("futex_waitv", "futex", "kernels before 5.16 have no futex_waitv"),
    calls("preadv2", "preadv", "file systems and kernels without its flags"),
    calls("pwritev2", "pwritev", "file systems and kernels without its flags"),
};

constexpr Companions kFamilies[] = {
    {.sign = Sign::writes,
     .allowed = "mkdir|mkdirat unlink|unlinkat rename|renameat|renameat2 ftruncate fsync",
     .why = "what writes files will replace, shorten or save some"},
    // These have been seen to keep data, not only logs.
    calls("fsync fdatasync ftruncate fallocate flock rename renameat renameat2",
          "fsync fdatasync ftruncate fallocate flock lseek pread64 pwrite64 mkdir|mkdirat "
          "rmdir|unlinkat unlink|unlinkat rename|renameat|renameat2 chmod|fchmodat fchmod "
          "utimensat fadvise64 sync_file_range truncate link|linkat symlink|symlinkat "
          "readlink|readlinkat getdents64 statfs fstatfs umask",
          "what keeps data on a file system"),
    calls("listen", "accept|accept4 accept4 getsockopt setsockopt shutdown",
          "what listens will accept, ask and end connections"),
    calls("connect", "getsockopt", "the outcome of a connection that had to wait"),
    calls("fork vfork", "wait4 kill", "what forks will wait for its children, and end some"),
    calls("timerfd_create", "timerfd_settime timerfd_gettime", "a timer is set and read"),
    calls("timer_create", "timer_settime timer_gettime timer_delete timer_getoverrun",
          "a timer is set, read and deleted"),
    calls("setitimer", "getitimer", "a timer is read"),
    calls("inotify_init inotify_init1", "inotify_add_watch inotify_rm_watch",
          "watches come and go"),
    calls("epoll_create epoll_create1", "epoll_ctl", "descriptors come and go"),
    calls("io_setup", "io_submit io_getevents io_cancel io_destroy", "asynchronous input, output"),
    calls("io_uring_setup", "io_uring_enter io_uring_register", "asynchronous input, output"),
    calls("shmget", "shmat shmdt shmctl", "shared memory is attached, left and removed"),
    calls("semget", "semop semtimedop semctl", "semaphores are taken, given and removed"),
    calls("msgget", "msgsnd msgrcv msgctl", "messages are sent, received, their queue removed"),
    calls("mq_open", "mq_timedsend mq_timedreceive mq_notify mq_getsetattr mq_unlink",
          "messages are sent and received"),
    calls("mlock mlock2 mlockall", "munlock munlockall", "what is locked is unlocked"),
    calls("add_key request_key", "keyctl", "a key is used"),
    calls("sched_setaffinity sched_setscheduler", "sched_getaffinity sched_getscheduler",
          "what is set is asked first"),
    calls("setpriority", "getpriority", "what is set is asked first"),
};

// time64: glibc 2.34 and musl 1.2; the others are older than that or plain
// (arch/x86/entry/syscalls/ syscall_32.tbl, arch/arm/tools/syscall.tbl).
constexpr Companions kNarrowForms[] = {
    calls("accept accept4 bind connect getsockopt listen recvmsg sendmsg socket", "socketcall",
          "i386 before kernel 4.3 has no other socket calls"),
    calls("arch_prctl set_tid_address", "set_thread_area", "start of a program on i386"),
    calls("chown fchown setgid setgroups setuid setresuid setresgid",
          "chown32 fchown32 setgid32 setgroups32 setuid32 setresuid32 setresgid32",
          "users of 32 bits"),
    calls("getuid geteuid getgid getegid", "getuid32 geteuid32 getgid32 getegid32",
          "users of 32 bits"),
    calls("clock_gettime", "clock_gettime64", "time of 64 bits"),
    calls("clock_nanosleep", "clock_nanosleep_time64", "time of 64 bits"),
    calls("futex", "futex_time64", "time of 64 bits"),
    calls("ppoll poll", "ppoll_time64", "time of 64 bits"),
    calls("pselect6 select", "pselect6_time64 _newselect", "time of 64 bits; select"),
    calls("recvmmsg", "recvmmsg_time64", "time of 64 bits"),
    calls("rt_sigtimedwait", "rt_sigtimedwait_time64", "time of 64 bits"),
    calls("timerfd_settime", "timerfd_settime64 timerfd_gettime64", "time of 64 bits"),
    calls("utimensat", "utimensat_time64", "time of 64 bits"),
    calls("epoll_wait", "epoll_pwait", "musl"),
    calls("fcntl", "fcntl64", "files larger than 2 GiB"),
    calls("fstat", "fstat64", "files larger than 2 GiB"),
    calls("stat lstat newfstatat", "stat64 lstat64 fstatat64", "files larger than 2 GiB"),
    calls("statfs", "statfs64", "file systems larger than 2 GiB"),
    calls("fstatfs", "fstatfs64", "file systems larger than 2 GiB"),
    calls("ftruncate truncate", "ftruncate64 truncate64", "files larger than 2 GiB"),
    calls("lseek read", "_llseek", "files larger than 2 GiB"),
    calls("fadvise64", "fadvise64_64 arm_fadvise64_64", "files larger than 2 GiB"),
    calls("sendfile", "sendfile64", "files larger than 2 GiB"),
    calls("mmap", "mmap2", "mmap takes its arguments in memory there"),
    calls("getrlimit prlimit64", "ugetrlimit", "limits without a sign"),
    calls("rt_sigreturn", "sigreturn", "end of a signal handler without SA_SIGINFO"),
    calls("wait4", "waitpid", "i386"),
};

}  // namespace

std::span<const Companions> equivalents() {
  return kEquivalents;
}
std::span<const Companions> families() {
  return kFamilies;
}
std::span<const Companions> narrow_forms() {
  return kNarrowForms;
}

}  // namespace whittle::profile
