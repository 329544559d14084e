#include "capability/tables.h"

#include <linux/prctl.h>
#include <sys/socket.h>

namespace whittle::capability {
namespace {

// From capabilities(7), and the ERRORS section of each call's manual page.
constexpr CallRow kCalls[] = {
    {"CAP_SETUID", kSetUser, When::called, "changes its user id"},
    {"CAP_SETUID", "setfsuid setfsuid32", When::called, "accesses files with another user id"},
    {"CAP_SETGID",
     "setgid setregid setresgid setgroups setgid32 setregid32 setresgid32 setgroups32",
     When::called, "changes its group id"},
    {"CAP_SETGID", "setfsgid setfsgid32", When::called, "accesses files with another group id"},
    {"CAP_CHOWN", "chown fchown lchown fchownat chown32 fchown32 lchown32", When::called,
     "changes the owner of files"},
    {"CAP_SYS_CHROOT", "chroot", When::called, "changes its root directory"},
    {"CAP_MKNOD", "mknod mknodat", When::called,
     "creates device files, unless it creates only FIFOs"},
    {"CAP_KILL", "kill rt_sigqueueinfo pidfd_send_signal", When::users_change,
     "signals processes, and some run as another user"},
    {"CAP_KILL", "tkill tgkill rt_tgsigqueueinfo", When::never, "signals threads of other users"},
    {"CAP_SETFCAP", "setxattr fsetxattr lsetxattr", When::never, "sets file capabilities"},
    {"CAP_FOWNER",
     "chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat utimensat_time64 setxattr "
     "fsetxattr lsetxattr removexattr fremovexattr lremovexattr",
     When::others_files, "changes modes, times or attributes of files, some with another owner"},
    {"CAP_FSETID", "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat",
     When::setid_files, "keeps setuid and setgid bits when it changes files"},
    {"CAP_NET_BIND_SERVICE", "bind", When::never, "binds a port below 1024"},
    {"CAP_NET_RAW", "socket", When::never, "opens raw or packet sockets"},
    {"CAP_AUDIT_WRITE", "sendto sendmsg", When::never, "writes to the kernel's audit log"},
    {"CAP_SETPCAP", "prctl capset", When::never, "changes its bounding and inheritable sets"},
    {"CAP_DAC_OVERRIDE",
     "open openat openat2 creat access faccessat faccessat2 stat lstat stat64 lstat64 newfstatat "
     "fstatat64 statx truncate truncate64 "
     "mkdir mkdirat mknod mknodat unlink unlinkat rmdir rename renameat renameat2 link linkat "
     "symlink symlinkat chdir execve execveat readlink readlinkat bind connect utime utimes "
     "futimesat utimensat inotify_add_watch chroot chmod fchmodat fchmodat2 chown lchown fchownat",
     When::never, "accesses files that their modes do not allow"},
    {"CAP_FOWNER",
     "unlink unlinkat rmdir rename renameat renameat2 link linkat open openat openat2", When::never,
     "sticky directories, hard links to files of other users, O_NOATIME"},
};

constexpr ArgumentRow kArguments[] = {
    {"CAP_NET_RAW", "socket", 0, AF_PACKET, "opens packet sockets"},
    {"CAP_SETPCAP", "prctl", 0, PR_CAPBSET_DROP, "drops capabilities from its bounding set"},
    {"CAP_SETPCAP", "prctl", 0, PR_SET_SECUREBITS, "sets securebits"},
};

constexpr ProgramRow kPrograms[] = {
    {"CAP_NET_RAW", "ping ping6 arping traceroute tracepath tcpdump tshark nmap hping3 mtr",
     "sends raw packets"},
    {"CAP_SETPCAP", "setpriv capsh", "changes its bounding and inheritable sets"},
    {"CAP_SETFCAP", "setcap", "sets file capabilities"},
    {"CAP_AUDIT_WRITE", "su sudo login sshd passwd chpasswd useradd groupadd usermod runuser cron",
     "writes to the kernel's audit log"},
};

}  // namespace

std::span<const CallRow> call_rows() {
  return kCalls;
}
std::span<const ArgumentRow> argument_rows() {
  return kArguments;
}
std::span<const ProgramRow> program_rows() {
  return kPrograms;
}

}  // namespace whittle::capability
