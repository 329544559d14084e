// Found with strace for runc 1.1.5 and crun 1.8.1: run, create and start, with noNewPrivileges on
// and off, as root and as another user. For later versions from their source (runc 1.5
// libcontainer/standard_init_linux.go, init_linux.go, pathrs; crun 1.28 src/libcrun/container.c).
//
// Left out, because a refusal does no harm: crun's umask and chmod, Go's nanosleep (it then waits
// actively), what runc's pathrs tries before it opens /proc (fsopen, open_tree).
#include <linux/prctl.h>

#include "profile/tables.h"

namespace whittle::profile {
namespace runtime_versions {
namespace {

constexpr RuntimeCall kCalls[] = {
    {"capget", kAnyRunc, "capabilities of the process"},
    {"capset", kAny, "capabilities of the process"},
    {"chdir", kAny, "working directory; crun: if root may not enter it"},
    {"clone", kAnyRunc, "Go starts a thread when one blocks"},
    {"close", kAny, "pipes to the runtime"},
    {"close_range", kRunc12 | kRunc13 | kAnyCrun, "close-on-exec for open descriptors"},
    {"epoll_ctl", kAnyRunc, "Go's network poller"},
    {"epoll_pwait", kAnyRunc, "Go's network poller"},
    {"execve", kAny, "the app"},
    {"exit_group", kAny, "a runtime that fails"},
    {"faccessat2", kAnyRunc, "checks that the program can be executed"},
    {"fchown", kAnyRunc, "owner of stdin, stdout and stderr, unless root"},
    {"fcntl", kAnyRunc, "close-on-exec"},
    {"fstat", kAnyRunc, "stdin, stdout and stderr"},
    {"fstatfs", kAnyRunc, "checks that /proc is a procfs"},
    {"futex", kAnyRunc, "Go's scheduler"},
    {"getcwd", kAny, "checks that the working directory is in the container"},
    {"getdents64", kAny, "lists /proc/self/fd"},
    {"getpid", kAnyRunc, "Go preempts its threads"},
    {"getppid", kAnyRunc, "checks that the parent is alive"},
    {"gettid", kAnyRunc, "start of a thread; /proc of a thread"},
    {"madvise", kAnyRunc, "Go's garbage collector"},
    {"mmap", kAnyRunc, "Go's memory, stacks of threads"},
    {"mprotect", kAnyRunc, "stacks of threads"},
    {"munmap", kAnyRunc, "Go's memory"},
    {"newfstatat", kAnyRunc, "finds the program"},
    {"openat", kAny, "exec fifo, /proc/self/fd"},
    {"openat2", kRunc13, "/proc, without symlinks"},
    {"prctl", kAny, "keeps and drops capabilities, parent-death signal, no new privileges"},
    {"pselect6", kAnyCrun, "waits for start"},
    {"read", kAny, "exec fifo, /proc/self/setgroups"},
    {"rt_sigaction", kAnyCrun, "signal handlers of the app"},
    {"rt_sigprocmask", kAny, "signal mask of the app, start of a thread"},
    {"rt_sigreturn", kAnyRunc, "Go preempts its threads"},
    {"select", kAnyCrun, "waits for start, if crun is built with musl"},
    {"set_robust_list", kAnyRunc, "start of a thread"},
    {"setgid", kAnyRunc, "user"},
    {"setgroups", kAny, "user"},
    {"setresgid", kAnyCrun, "user"},
    {"setresuid", kAnyCrun, "user"},
    {"setuid", kAnyRunc, "user"},
    {"sigaltstack", kAnyRunc, "start of a thread"},
    {"statx", kRunc13, "checks that this is the right procfs"},
    {"tgkill", kAnyRunc, "Go preempts its threads; one user for all threads"},
    {"write", kAny, "exec fifo, errors"},
};

constexpr KnownArgument kArguments[] = {
    {"clone", 0, 0, "threads, without new namespaces"},
    {"prctl", 0, PR_SET_PDEATHSIG, "runc"},
    {"prctl", 0, PR_GET_PDEATHSIG, "runc"},
    {"prctl", 0, PR_SET_KEEPCAPS, "runc, crun"},
    {"prctl", 0, PR_CAPBSET_READ, "runc"},
    {"prctl", 0, PR_CAPBSET_DROP, "runc, crun"},
    {"prctl", 0, PR_SET_NO_NEW_PRIVS, "runc, crun"},
    {"prctl", 0, PR_CAP_AMBIENT, "runc, crun"},
};

}  // namespace
}  // namespace runtime_versions

std::span<const RuntimeCall> runtime_calls() {
  return runtime_versions::kCalls;
}
std::span<const KnownArgument> runtime_arguments() {
  return runtime_versions::kArguments;
}

}  // namespace whittle::profile
