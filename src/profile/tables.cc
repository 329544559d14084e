#include "profile/tables.h"

namespace whittle::profile {
namespace {

// runc 1.1.5 and crun 1.8.1 by strace, with noNewPrivileges on and off, as root and as another
// user; the rest by what their later versions were changed to do.
constexpr KnownCall kRuntime[] = {
    {"brk", "runc with cgo: malloc"},
    {"capget", "runc 1.1: capabilities of the process"},
    {"capset", "runc 1.1, crun 1.8: capabilities of the process"},
    {"chdir", "runc 1.1: working directory"},
    {"clone", "runc: Go starts a thread when one blocks"},
    {"close", "runc 1.1, crun 1.8"},
    {"close_range", "runc 1.2, crun 1.0: close-on-exec for what is left open"},
    {"dup3", "crun 1.8: terminal"},
    {"epoll_create1", "runc: Go's network poller"},
    {"epoll_ctl", "runc 1.1: Go's network poller"},
    {"epoll_pwait", "runc 1.1: Go's network poller"},
    {"eventfd2", "runc built with Go 1.21: network poller"},
    {"execve", "runc 1.1, crun 1.8: the app"},
    {"execveat", "runc 1.2, crun 1.9: the app by descriptor"},
    {"exit_group", "a runtime that fails says so"},
    {"faccessat2", "runc 1.1: may the program be executed"},
    {"faccessat", "as faccessat2, on kernels before 5.8"},
    {"fchdir", "runc 1.2, crun 1.9: working directory by descriptor"},
    {"fchown", "runc 1.1: owner of stdin, stdout and stderr"},
    {"fcntl", "runc 1.1: close-on-exec"},
    {"fstat", "runc 1.1: stdin, stdout and stderr"},
    {"fstatfs", "runc 1.1: is /proc a procfs"},
    {"futex", "runc 1.1: Go's scheduler"},
    {"getcwd", "runc 1.1: is the working directory inside the container"},
    {"getdents64", "runc 1.1: lists /proc/self/fd"},
    {"getpid", "runc 1.1: Go preempts its threads"},
    {"getppid", "runc 1.1: does the parent live"},
    {"gettid", "runc: Go's scheduler"},
    {"getuid", "runc 1.1: user"},
    {"lseek", "runc 1.2: reads from /proc"},
    {"lstat", "runc 1.1: is the program there, on kernels without newfstatat"},
    {"madvise", "runc: Go's garbage collector"},
    {"mmap", "runc 1.1: Go's memory"},
    {"mprotect", "runc with cgo: a thread's stack"},
    {"munmap", "runc: Go's memory"},
    {"nanosleep", "runc 1.1: Go's scheduler"},
    {"newfstatat", "runc 1.1: where the program is"},
    {"openat", "runc 1.1: exec fifo, /proc/self/fd"},
    {"openat2", "runc 1.2.8 and 1.3.3: /proc, without symlinks"},
    {"pipe2", "runc: Go's network poller"},
    {"prctl", "runc 1.1, crun 1.8: keep capabilities, parent-death signal, no new privileges"},
    {"pselect6", "crun 1.8: waits for start"},
    {"read", "runc 1.1, crun 1.8"},
    {"readlinkat", "runc 1.2: where a descriptor leads"},
    {"rt_sigaction", "crun 1.8: signal handlers of the app"},
    {"rt_sigprocmask", "crun 1.8: signal mask of the app"},
    {"rt_sigreturn", "runc 1.1: Go preempts its threads"},
    {"sched_getaffinity", "runc 1.2 with cgo: a thread's start"},
    {"sched_yield", "runc 1.1: Go's scheduler"},
    {"seccomp", "runc and crun that load a second filter"},
    {"select", "crun 1.8: waits for start"},
    {"set_robust_list", "runc with cgo: a thread's start"},
    {"setgid", "runc 1.1: user"},
    {"setgroups", "runc 1.1, crun 1.8: user"},
    {"setresgid", "crun 1.8: user"},
    {"setresuid", "crun 1.8: user"},
    {"setsid", "crun: a session for the app"},
    {"setuid", "runc 1.1: user"},
    {"sigaltstack", "runc 1.1: Go's signal stack"},
    {"stat", "runc 1.1: where the program is, on kernels without newfstatat"},
    {"statx", "runc 1.2.8 and 1.3.3: is this the procfs that was meant"},
    {"tgkill", "runc 1.1: Go preempts its threads"},
    {"umask", "crun: the app's file mode mask"},
    {"write", "runc 1.1, crun 1.8: exec fifo, errors"},
};

constexpr KnownCall kCore[] = {
    {"arch_prctl", "start of a thread or program on x86-64"},
    {"brk", "memory"},
    {"clock_gettime", "time, where the vDSO cannot answer"},
    {"clock_nanosleep", "sleep"},
    {"close", "files"},
    {"exit", "end of a thread"},
    {"exit_group", "end"},
    {"fstat", "stdio looks at what it writes to"},
    {"futex", "locks that were free while recorded"},
    {"getpid", "abort"},
    {"getrandom", "malloc, hash seeds"},
    {"gettid", "abort"},
    {"gettimeofday", "time, where the vDSO cannot answer"},
    {"kill", "signals"},
    {"lseek", "stdio at exit"},
    {"madvise", "memory"},
    {"mmap", "memory"},
    {"mprotect", "memory"},
    {"mremap", "memory: realloc"},
    {"munmap", "memory"},
    {"read", "files"},
    {"restart_syscall", "the kernel, after a stop signal"},
    {"rseq", "start of a thread"},
    {"rt_sigaction", "signals"},
    {"rt_sigprocmask", "signals, abort"},
    {"rt_sigreturn", "end of every signal handler"},
    {"sched_yield", "locks that were free while recorded"},
    {"set_robust_list", "start of a thread"},
    {"set_tid_address", "start of a program"},
    {"sigaltstack", "signals"},
    {"tgkill", "abort, raise"},
    {"time", "time, where the vDSO cannot answer"},
    {"wait4", "children that end"},
    {"write", "error messages"},
    {"writev", "error messages: assertions, musl's stdio"},
};

constexpr KnownCall kWithFallback[] = {
    {"cachestat", "kernel 6.5"},
    {"clone3", "kernel 5.3; glibc 2.34 falls back on clone"},
    {"close_range", "kernel 5.9; closes one by one"},
    {"copy_file_range", "kernel 4.5; reads and writes"},
    {"epoll_pwait2", "kernel 5.11; epoll_pwait"},
    {"faccessat2", "kernel 5.8; faccessat"},
    {"fchmodat2", "kernel 6.6; by /proc/self/fd"},
    {"futex_waitv", "kernel 5.16; futex"},
    {"getrandom", "kernel 3.17; /dev/urandom"},
    {"io_uring_setup", "kernel 5.1; libuv and others fall back on epoll and threads"},
    {"landlock_create_ruleset", "kernel 5.13; runs without"},
    {"membarrier", "kernel 4.3; runs without"},
    {"mseal", "kernel 6.10; runs without"},
    {"openat2", "kernel 5.6; openat"},
    {"pidfd_open", "kernel 5.3; waits by pid"},
    {"preadv2", "kernel 4.6; preadv"},
    {"process_madvise", "kernel 5.10; runs without"},
    {"pwritev2", "kernel 4.6; pwritev"},
    {"renameat2", "kernel 3.15; renameat"},
    {"rseq", "kernel 4.18; runs without"},
    {"statx", "kernel 4.11; newfstatat"},
};

constexpr Fallback kFallbacks[] = {
    {"accept4", "accept"},
    {"clone3", "clone"},
    {"copy_file_range", "sendfile"},
    {"dup3", "dup2"},
    {"epoll_create1", "epoll_create"},
    {"epoll_pwait2", "epoll_pwait"},
    {"eventfd2", "eventfd"},
    {"faccessat2", "faccessat"},
    {"fchmodat2", "fchmodat"},
    {"futex_waitv", "futex"},
    {"openat2", "openat"},
    {"pipe2", "pipe"},
    {"preadv2", "preadv"},
    {"pwritev2", "pwritev"},
    {"renameat2", "renameat"},
    {"statx", "newfstatat"},
    {"statx", "fstat"},
    {"statx", "fstatat64"},
};

}  // namespace

std::span<const KnownCall> runtime_calls() {
  return kRuntime;
}
std::span<const KnownCall> core_calls() {
  return kCore;
}
std::span<const KnownCall> calls_with_fallback() {
  return kWithFallback;
}
std::span<const Fallback> fallbacks() {
  return kFallbacks;
}

}  // namespace whittle::profile
