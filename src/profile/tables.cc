#include "profile/tables.h"

namespace whittle::profile {
namespace {

// Not here, because a refusal does no harm: mremap (realloc copies), lseek at exit (stdio passes
// over it), set_tid_address and the like (a program that is started has been seen to start).
constexpr KnownCall kCore[] = {
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
    {"madvise", "memory: malloc gives some back"},
    {"mmap", "memory"},
    {"mprotect", "memory: malloc's arenas"},
    {"munmap", "memory"},
    {"read", "files"},
    {"restart_syscall", "the kernel, after a stop signal"},
    {"rseq", "start of a thread"},
    {"rt_sigaction", "signals"},
    {"rt_sigprocmask", "signals, abort"},
    {"rt_sigreturn", "end of every signal handler"},
    {"sched_yield", "locks that were free while recorded"},
    {"set_robust_list", "start of a thread"},
    {"sigaltstack", "signals"},
    {"tgkill", "abort, raise"},
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

// TCGETS is another number on some machines; there a terminal is only not recognised.
constexpr KnownArgument kArguments[] = {
    {"ioctl", 1, 0x5401, "TCGETS: stdio asks whether it writes to a terminal"},
    {"ioctl", 1, 0x5413, "TIOCGWINSZ: musl's stdio asks so"},
    {"ioctl", 1, 0x802c542a, "TCGETS2: glibc 2.42 asks so"},
};

}  // namespace

std::span<const KnownCall> core_calls() {
  return kCore;
}
std::span<const KnownCall> calls_with_fallback() {
  return kWithFallback;
}
std::span<const KnownArgument> core_arguments() {
  return kArguments;
}

}  // namespace whittle::profile
