#include "profile/tables.h"

namespace whittle::profile {
namespace {

using Trigger = ImpliedCalls::Trigger;

constexpr ImpliedCalls calls(std::string_view used, std::string_view allowed,
                             std::string_view why) {
  return {.used = used, .allowed = allowed, .why = why};
}
constexpr ImpliedCalls calls_with(std::string_view used, std::string_view with,
                                  std::string_view allowed, std::string_view why) {
  return {.used = used, .with = with, .allowed = allowed, .why = why};
}

// Different libcs or language runtimes (glibc by version, musl, Go) use different forms of a call,
// or a kernel that is still in use lacks the newer one. Forms that only kernels before 3.15 need,
// such as eventfd, are not here.
constexpr ImpliedCalls kEquivalents[] = {
    calls("open openat openat2", "open openat",
          "musl uses open; kernels before 5.6 have no openat2"),
    calls("stat newfstatat statx", "stat newfstatat statx",
          "glibc 2.33 no longer uses stat; kernels before 4.11 have no statx"),
    calls("lstat", "lstat newfstatat statx", "glibc 2.33 no longer uses lstat"),
    calls("statx", "fstat", "kernels before 4.11 have no statx"),
    calls("access faccessat faccessat2", "access faccessat faccessat2",
          "glibc 2.33 tries faccessat2; kernels before 5.8 lack it"),
    calls("select pselect6", "select pselect6", "glibc 2.34 uses pselect6, musl select"),
    calls("poll ppoll", "poll ppoll", "Go, Rust and arm64 use ppoll"),
    calls("epoll_wait epoll_pwait epoll_pwait2", "epoll_wait epoll_pwait",
          "libuv, Go and arm64 use epoll_pwait; kernels before 5.11 have no epoll_pwait2"),
    calls("clone3", "clone", "glibc 2.34 starts threads with clone3 if possible, else with clone"),
    calls("fork vfork", "clone fork vfork", "glibc forks with clone, musl with fork and vfork"),
    calls_with("clone clone3", "wait4 waitid", "clone fork vfork",
               "glibc forks with clone, musl with fork and vfork"),
    calls("dup2 dup3", "dup2 dup3", "arm64 and Go have dup3 only"),
    calls("pipe pipe2", "pipe pipe2", "arm64 and Go have pipe2 only"),
    calls("accept accept4", "accept accept4", "Node and Go use accept4"),
    calls("getdents getdents64", "getdents64", "glibc 2.30 uses getdents64"),
    calls("rename renameat renameat2", "rename|renameat2 renameat",
          "Go uses renameat; some kernels and file systems have no renameat2"),
    calls("fchmodat2", "fchmodat", "kernels before 6.6 have no fchmodat2"),
    calls("utime utimes futimesat", "utimensat",
          "glibc, depending on its version, and musl use utimensat"),
    calls("getrlimit setrlimit", "prlimit64", "glibc 2.28 and arm64 use prlimit64"),
    calls("nanosleep", "clock_nanosleep", "glibc 2.31 uses clock_nanosleep"),
    calls("time", "clock_gettime", "musl uses clock_gettime"),
    calls("copy_file_range", "sendfile", "programs fall back on it across file systems"),
    calls("futex_waitv", "futex", "kernels before 5.16 have no futex_waitv"),
    calls("preadv2", "preadv", "some file systems and kernels do not support its flags"),
    calls("pwritev2", "pwritev", "some file systems and kernels do not support its flags"),
};

constexpr ImpliedCalls kFamilies[] = {
    {.trigger = Trigger::writes,
     .allowed = "mkdir|mkdirat unlink|unlinkat rename|renameat|renameat2 ftruncate fsync",
     .why = "an app that writes files may replace, truncate or sync them"},
    // These calls show that the app stores data, not only logs.
    calls("fsync fdatasync ftruncate fallocate flock rename renameat renameat2",
          "fsync fdatasync ftruncate fallocate flock lseek pread64 pwrite64 mkdir|mkdirat "
          "rmdir|unlinkat unlink|unlinkat rename|renameat|renameat2 chmod|fchmodat fchmod "
          "utimensat fadvise64 sync_file_range truncate link|linkat symlink|symlinkat "
          "readlink|readlinkat getdents64 statfs fstatfs umask",
          "an app that stores data on a file system"),
    calls("listen", "accept|accept4 accept4 getsockopt setsockopt shutdown",
          "an app that listens accepts, configures and closes connections"),
    calls("connect", "getsockopt", "result of a connection that was in progress"),
    calls("fork vfork", "wait4 kill",
          "an app that forks waits for its children, and may kill them"),
    calls("timerfd_create", "timerfd_settime timerfd_gettime", "a timer is set and read"),
    calls("timer_create", "timer_settime timer_gettime timer_delete timer_getoverrun",
          "a timer is set, read and deleted"),
    calls("setitimer", "getitimer", "a timer is read"),
    calls("inotify_init inotify_init1", "inotify_add_watch inotify_rm_watch",
          "watches are added and removed"),
    calls("epoll_create epoll_create1", "epoll_ctl", "descriptors are added and removed"),
    calls("io_setup", "io_submit io_getevents io_cancel io_destroy", "asynchronous I/O"),
    calls("io_uring_setup", "io_uring_enter io_uring_register", "asynchronous I/O"),
    calls("shmget", "shmat shmdt shmctl", "shared memory is attached, detached and removed"),
    calls("semget", "semop semtimedop semctl", "semaphores are acquired, released and removed"),
    calls("msgget", "msgsnd msgrcv msgctl", "messages are sent and received, queues removed"),
    calls("mq_open", "mq_timedsend mq_timedreceive mq_notify mq_getsetattr mq_unlink",
          "messages are sent and received"),
    calls("mlock mlock2 mlockall", "munlock munlockall", "locked memory is unlocked"),
    calls("add_key request_key", "keyctl", "a key is used"),
    calls("sched_setaffinity sched_setscheduler", "sched_getaffinity sched_getscheduler",
          "the old value is read first"),
    calls("setpriority", "getpriority", "the old value is read first"),
};

// time64: glibc 2.34 and musl 1.2; the others are older
// (arch/x86/entry/syscalls/ syscall_32.tbl, arch/arm/tools/syscall.tbl).
constexpr ImpliedCalls kFormsOf32BitAbis[] = {
    calls("accept accept4 bind connect getsockopt listen recvmsg sendmsg socket", "socketcall",
          "i386 before kernel 4.3 has no other socket calls"),
    calls("arch_prctl set_tid_address", "set_thread_area", "start of a program on i386"),
    calls("chown fchown setgid setgroups setuid setresuid setresgid",
          "chown32 fchown32 setgid32 setgroups32 setuid32 setresuid32 setresgid32",
          "32-bit user ids"),
    calls("getuid geteuid getgid getegid", "getuid32 geteuid32 getgid32 getegid32",
          "32-bit user ids"),
    calls("clock_gettime", "clock_gettime64", "64-bit time"),
    calls("clock_nanosleep", "clock_nanosleep_time64", "64-bit time"),
    calls("futex", "futex_time64", "64-bit time"),
    calls("ppoll poll", "ppoll_time64", "64-bit time"),
    calls("pselect6 select", "pselect6_time64 _newselect", "64-bit time; select"),
    calls("recvmmsg", "recvmmsg_time64", "64-bit time"),
    calls("rt_sigtimedwait", "rt_sigtimedwait_time64", "64-bit time"),
    calls("timerfd_settime", "timerfd_settime64 timerfd_gettime64", "64-bit time"),
    calls("utimensat", "utimensat_time64", "64-bit time"),
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
    calls("getrlimit prlimit64", "ugetrlimit", "unsigned limits"),
    calls("rt_sigreturn", "sigreturn", "end of a signal handler without SA_SIGINFO"),
    calls("wait4", "waitpid", "i386"),
};

}  // namespace

std::span<const ImpliedCalls> equivalents() {
  return kEquivalents;
}
std::span<const ImpliedCalls> families() {
  return kFamilies;
}
std::span<const ImpliedCalls> forms_of_32_bit_abis() {
  return kFormsOf32BitAbis;
}

}  // namespace whittle::profile
