// Calls that act on what the process already has: no power beyond that of read and write.
#include "profile/call_power_tables.h"

namespace whittle::profile {
namespace {

constexpr CallClass family(std::string_view word, std::string_view calls, std::string_view why) {
  return {.power = Power::none, .word = word, .calls = calls, .why = why, .source = {}};
}
constexpr CallClass network(std::string_view word, std::string_view calls, std::string_view why) {
  return {.power = Power::none,
          .word = word,
          .calls = calls,
          .why = why,
          .source = {},
          .when = When::network};
}

constexpr CallClass kOrdinary[] = {
    family("descriptors",
           "read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 close "
           "close_range dup dup2 dup3 pipe pipe2 fcntl fcntl64 ioctl lseek _llseek sendfile "
           "sendfile64 splice tee vmsplice copy_file_range eventfd eventfd2 flock io_setup "
           "io_submit io_getevents io_pgetevents io_pgetevents_time64 io_cancel io_destroy",
           "the process's own descriptors; TIOCSTI types into its own terminal only, which the "
           "engine made for it"),
    family("polling",
           "poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 epoll_create "
           "epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 inotify_init "
           "inotify_init1 inotify_add_watch inotify_rm_watch",
           "waits for its own descriptors, and for changes of files that it may read"),
    family("memory",
           "brk mmap mmap2 munmap mprotect mremap madvise mincore msync mlock mlock2 mlockall "
           "munlock munlockall memfd_create memfd_secret pkey_alloc pkey_free pkey_mprotect "
           "map_shadow_stack mseal cacheflush riscv_flush_icache",
           "its own memory, as far as its limits go"),
    family("threads",
           "futex futex_time64 futex_wait futex_waitv futex_wake futex_requeue set_robust_list "
           "get_robust_list set_tid_address gettid rseq membarrier arch_prctl set_thread_area "
           "get_thread_area set_tls get_tls breakpoint exit restart_syscall getcpu uretprobe "
           "riscv_hwprobe usr26 usr32",
           "its own threads and locks"),
    family("processes", "fork vfork execve execveat exit_group wait4 waitid waitpid",
           "children, with the same filter"),
    family("groups", "getpid getppid getpgid getpgrp setpgid getsid setsid",
           "process groups and sessions: an init as of docker run --init makes one"),
    family("signals",
           "kill tkill tgkill rt_sigaction rt_sigprocmask rt_sigpending rt_sigsuspend "
           "rt_sigtimedwait rt_sigtimedwait_time64 rt_sigqueueinfo rt_tgsigqueueinfo rt_sigreturn "
           "sigaltstack signalfd signalfd4 pause pidfd_open pidfd_send_signal process_mrelease "
           "signal sigaction sigpending sigprocmask sigreturn sigsuspend sgetmask ssetmask",
           "signals to processes that it sees, in its own namespace, as far as its rights go"),
    family("time",
           "time times gettimeofday clock_gettime clock_gettime64 clock_getres "
           "clock_getres_time64 nanosleep clock_nanosleep clock_nanosleep_time64 alarm getitimer "
           "setitimer timer_create timer_settime timer_settime64 timer_gettime timer_gettime64 "
           "timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_settime64 "
           "timerfd_gettime timerfd_gettime64",
           "reads the clock, and its own timers"),
    family("information",
           "uname olduname oldolduname sysinfo getrusage getrandom statmount listmount",
           "what any process may know"),
    family(
        "reading",
        "open openat openat2 stat stat64 fstat fstat64 lstat lstat64 newfstatat fstatat64 statx "
        "oldstat oldfstat oldlstat statfs statfs64 fstatfs fstatfs64 access faccessat faccessat2 "
        "readlink readlinkat getdents getdents64 readdir getcwd chdir fchdir readahead "
        "fadvise64 fadvise64_64 arm_fadvise64_64 getxattr lgetxattr fgetxattr getxattrat "
        "listxattr llistxattr flistxattr listxattrat name_to_handle_at cachestat file_getattr",
        "files that it may read; who opens may also write"),
    family(
        "writing",
        "creat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink "
        "symlinkat chmod fchmod fchmodat fchmodat2 chown chown32 fchown fchown32 fchownat lchown "
        "lchown32 utime utimes futimesat utimensat utimensat_time64 truncate truncate64 "
        "ftruncate ftruncate64 fallocate fsync fdatasync sync syncfs sync_file_range "
        "sync_file_range2 arm_sync_file_range umask setxattr lsetxattr fsetxattr setxattrat "
        "removexattr lremovexattr fremovexattr removexattrat file_setattr",
        "files that it may write: open does that already"),
    family(
        "ids",
        "getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 getgroups "
        "getgroups32 getresuid getresuid32 getresgid getresgid32 setuid setuid32 setgid setgid32 "
        "setreuid setreuid32 setregid setregid32 setresuid setresuid32 setresgid setresgid32 "
        "setfsuid setfsuid32 setfsgid setfsgid32 setgroups setgroups32 capget capset prctl",
        "users and capabilities: what the container has not been given, no call gives"),
    family("limits",
           "getrlimit setrlimit ugetrlimit prlimit64 getpriority setpriority nice ioprio_get "
           "ioprio_set sched_yield sched_getaffinity sched_setaffinity sched_getattr sched_setattr "
           "sched_getparam sched_setparam sched_getscheduler sched_setscheduler "
           "sched_get_priority_max sched_get_priority_min sched_rr_get_interval "
           "sched_rr_get_interval_time64",
           "its own limits and its share of time, as far as its rights go"),
    family("restrictions",
           "seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
           "a process takes rights away from itself"),
    family(
        "exchange",
        "shmget shmat shmdt shmctl semget semop semtimedop semtimedop_time64 semctl msgget msgsnd "
        "msgrcv msgctl ipc mq_open mq_unlink mq_timedsend mq_timedsend_time64 mq_timedreceive "
        "mq_timedreceive_time64 mq_notify mq_getsetattr",
        "shared memory, semaphores and messages, in the container's own namespace"),
    family("sockets",
           "getsockname getpeername getsockopt setsockopt shutdown recv recvfrom recvmsg "
           "recvmmsg recvmmsg_time64",
           "sockets that it has"),
    network("network", "connect send sendto sendmsg sendmmsg bind listen accept accept4 socketcall",
            "connections; --seccomp-network recorded leaves only the recorded ones"),
};

}  // namespace

std::span<const CallClass> ordinary_families() {
  return kOrdinary;
}

}  // namespace whittle::profile
