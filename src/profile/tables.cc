#include "profile/tables.h"

namespace whittle::profile {
namespace {

// Left out, because a refusal does no harm: mremap (realloc copies instead), lseek at exit (stdio
// ignores it), set_tid_address and the like (used at the start of a program, which was recorded).
constexpr KnownCall kCore[] = {
    {"brk", "memory"},
    {"clock_gettime", "time, if the vDSO cannot be used"},
    {"clock_nanosleep", "sleep"},
    {"close", "files"},
    {"exit", "end of a thread"},
    {"exit_group", "end"},
    {"fstat", "stdio checks what it writes to"},
    {"futex", "locks that were free while recorded"},
    {"getpid", "abort"},
    {"getrandom", "malloc, hash seeds"},
    {"gettid", "abort"},
    {"gettimeofday", "time, if the vDSO cannot be used"},
    {"kill", "signals"},
    {"madvise", "memory: malloc gives some back"},
    {"mmap", "memory"},
    {"mprotect", "memory: malloc's arenas"},
    {"munmap", "memory"},
    {"read", "files"},
    {"restart_syscall", "made by the kernel after a stop signal"},
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
    {"close_range", "kernel 5.9; programs close one by one"},
    {"copy_file_range", "kernel 4.5; programs read and write"},
    {"epoll_pwait2", "kernel 5.11; epoll_pwait"},
    {"faccessat2", "kernel 5.8; faccessat"},
    {"fchmodat2", "kernel 6.6; by /proc/self/fd"},
    {"futex_waitv", "kernel 5.16; futex"},
    {"getrandom", "kernel 3.17; /dev/urandom"},
    {"io_uring_setup", "kernel 5.1; libuv and others fall back on epoll and threads"},
    {"landlock_create_ruleset", "kernel 5.13; programs run without it"},
    {"membarrier", "kernel 4.3; programs run without it"},
    {"mseal", "kernel 6.10; programs run without it"},
    {"openat2", "kernel 5.6; openat"},
    {"pidfd_open", "kernel 5.3; programs wait by pid"},
    {"preadv2", "kernel 4.6; preadv"},
    {"process_madvise", "kernel 5.10; programs run without it"},
    {"pwritev2", "kernel 4.6; pwritev"},
    {"renameat2", "kernel 3.15; renameat"},
    {"rseq", "kernel 4.18; programs run without it"},
    {"statx", "kernel 4.11; newfstatat"},
};

// TCGETS has other numbers on some architectures; there a terminal is not recognised.
constexpr KnownArgument kArguments[] = {
    {"ioctl", 1, 0x5401, "TCGETS: stdio checks whether it writes to a terminal"},
    {"ioctl", 1, 0x5413, "TIOCGWINSZ: musl's stdio uses this"},
    {"ioctl", 1, 0x802c542a, "TCGETS2: glibc 2.42 uses this"},
};

constexpr KnownArgument kOrdinaryArguments[] = {
    {"ioctl", 1, 0x540f, "TIOCGPGRP: the process group of a terminal"},
    {"ioctl", 1, 0x5410, "TIOCSPGRP: an init makes its child the terminal's group"},
    {"ioctl", 1, 0x541b, "FIONREAD: how much there is to read"},
    {"ioctl", 1, 0x5421, "FIONBIO: a descriptor that does not wait"},
    {"ioctl", 1, 0x5450, "FIONCLEX: descriptors of children"},
    {"ioctl", 1, 0x5451, "FIOCLEX: descriptors of children"},
    {"prctl", 0, 15, "PR_SET_NAME: the name of a thread"},
    {"prctl", 0, 16, "PR_GET_NAME: the name of a thread"},
    {"prctl", 0, 36, "PR_SET_CHILD_SUBREAPER: an init takes orphans"},
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

std::span<const KnownArgument> ordinary_arguments() {
  return kOrdinaryArguments;
}

}  // namespace whittle::profile
