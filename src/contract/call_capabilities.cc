#include "contract/call_capabilities.h"

#include <cstdint>

namespace whittle::contract {
namespace {

using Tells = CallCapability::Tells;

constexpr CallCapability kTable[] = {
    {"chown fchown lchown fchownat chown32 fchown32 lchown32", "CAP_CHOWN"},
    {"setuid setreuid setresuid setfsuid setuid32 setreuid32 setresuid32 setfsuid32", "CAP_SETUID",
     Tells::yes},
    {"setgid setregid setresgid setfsgid setgroups setgid32 setregid32 setresgid32 setfsgid32 "
     "setgroups32",
     "CAP_SETGID", Tells::yes},
    {"chroot", "CAP_SYS_CHROOT", Tells::yes},
    {"mknod mknodat", "CAP_MKNOD"},
    {"kill tkill tgkill pidfd_send_signal rt_sigqueueinfo", "CAP_KILL"},
    {"socket", "CAP_NET_RAW"},
    {"bind", "CAP_NET_BIND_SERVICE"},
    {"capset prctl", "CAP_SETPCAP"},
    {"chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat", "CAP_FOWNER"},
    {"setxattr lsetxattr fsetxattr", "CAP_SETFCAP"},
    {"open openat openat2 creat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link "
     "linkat symlink symlinkat truncate truncate64 chdir stat lstat newfstatat stat64 lstat64 "
     "fstatat64 statx execve execveat connect",
     "CAP_DAC_OVERRIDE"},
    // A directory with the sticky bit asks for the owner.
    {"unlink unlinkat rmdir rename renameat renameat2", "CAP_FOWNER"},
};

// linux/capability.h, by number.
constexpr const char* kNames[] = {"CAP_CHOWN",
                                  "CAP_DAC_OVERRIDE",
                                  "CAP_DAC_READ_SEARCH",
                                  "CAP_FOWNER",
                                  "CAP_FSETID",
                                  "CAP_KILL",
                                  "CAP_SETGID",
                                  "CAP_SETUID",
                                  "CAP_SETPCAP",
                                  "CAP_LINUX_IMMUTABLE",
                                  "CAP_NET_BIND_SERVICE",
                                  "CAP_NET_BROADCAST",
                                  "CAP_NET_ADMIN",
                                  "CAP_NET_RAW",
                                  "CAP_IPC_LOCK",
                                  "CAP_IPC_OWNER",
                                  "CAP_SYS_MODULE",
                                  "CAP_SYS_RAWIO",
                                  "CAP_SYS_CHROOT",
                                  "CAP_SYS_PTRACE",
                                  "CAP_SYS_PACCT",
                                  "CAP_SYS_ADMIN",
                                  "CAP_SYS_BOOT",
                                  "CAP_SYS_NICE",
                                  "CAP_SYS_RESOURCE",
                                  "CAP_SYS_TIME",
                                  "CAP_SYS_TTY_CONFIG",
                                  "CAP_MKNOD",
                                  "CAP_LEASE",
                                  "CAP_AUDIT_WRITE",
                                  "CAP_AUDIT_CONTROL",
                                  "CAP_SETFCAP",
                                  "CAP_MAC_OVERRIDE",
                                  "CAP_MAC_ADMIN",
                                  "CAP_SYSLOG",
                                  "CAP_WAKE_ALARM",
                                  "CAP_BLOCK_SUSPEND",
                                  "CAP_AUDIT_READ",
                                  "CAP_PERFMON",
                                  "CAP_BPF",
                                  "CAP_CHECKPOINT_RESTORE"};

std::uint32_t little_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

}  // namespace

std::span<const CallCapability> call_capabilities() {
  return kTable;
}

// magic, then permitted and inheritable of the lower 32, then of the upper ones.
std::vector<std::string> capabilities_of_file(const std::string& xattr) {
  std::vector<std::string> names;
  if (xattr.size() < 12) return names;
  std::uint64_t permitted = little_endian(xattr, 4);
  if (xattr.size() >= 20) permitted |= std::uint64_t{little_endian(xattr, 12)} << 32;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if ((permitted >> i & 1) != 0) names.emplace_back(kNames[i]);
  }
  return names;
}

}  // namespace whittle::contract
