// Calls that reach beyond the process. Those of the other side are in call_family_tables.cc.
#include "profile/call_power_tables.h"
#include "whittle/recorded_arguments.h"

namespace whittle::profile {
namespace {

constexpr CallClass power(std::string_view word, std::string_view calls, std::string_view why,
                          std::string_view source) {
  return {.power = Power::some, .word = word, .calls = calls, .why = why, .source = source};
}
constexpr CallClass by_arguments(std::string_view word, std::string_view calls,
                                 std::string_view why, std::string_view source) {
  const When when = calls == "socket" ? When::network : When::always;
  return {.power = Power::by_arguments,
          .word = word,
          .calls = calls,
          .why = why,
          .source = source,
          .when = when};
}

constexpr CallClass kPowers[] = {
    by_arguments("namespaces", "clone",
                 "with CLONE_NEW*: a new user namespace opens much of the kernel to anybody",
                 "Docker refuses these flags; CVE-2022-0185, CVE-2023-0386"),
    power("namespaces", "clone3 unshare setns",
          "new namespaces; flags of clone3 are in memory, where no filter sees them",
          "Docker refuses them (clone3: ENOSYS); CVE-2022-0492"),
    power(
        "mounts",
        "mount umount umount2 pivot_root chroot move_mount open_tree open_tree_attr fsopen "
        "fsconfig fsmount fspick mount_setattr",
        "changes what the file system looks like, and parses file systems in the kernel",
        "Docker refuses all but chroot; CVE-2022-0185 (fsconfig); chroot(2): a way out of chroot"),
    power("modules",
          "init_module finit_module delete_module create_module get_kernel_syms query_module",
          "code in the kernel", "Docker refuses them"),
    power("keys", "add_key request_key keyctl",
          "keyrings are not in a namespace: those of other containers can be reached",
          "Docker refuses them; CVE-2016-0728"),
    power("bpf", "bpf", "programs in the kernel", "Docker refuses it; CVE-2020-8835"),
    power("perf", "perf_event_open", "watches other processes and the kernel",
          "Docker refuses it; CVE-2013-2094"),
    power("tracing", "ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise",
          "reads and changes other processes of the same user",
          "Docker refused ptrace before kernel 4.8, and still kcmp, pidfd_getfd, process_madvise; "
          "CVE-2019-13272"),
    power("raw-io",
          "iopl ioperm pciconfig_read pciconfig_write pciconfig_iobase s390_pci_mmio_read "
          "s390_pci_mmio_write rtas",
          "devices and firmware without a driver", "Docker refuses all but s390's"),
    power("processor", "modify_ldt vm86 vm86old switch_endian subpage_prot sys_debug_setcontext",
          "odd modes of the processor, for emulators", "CVE-2015-5157 (modify_ldt); vm86(2)"),
    power("clock",
          "settimeofday clock_settime clock_settime64 stime adjtimex clock_adjtime clock_adjtime64",
          "the clock of the whole machine",
          "Docker refuses what sets; the rest needs CAP_SYS_TIME"),
    power("reboot", "reboot kexec_load kexec_file_load", "ends or replaces the kernel",
          "Docker refuses them"),
    power("io_uring", "io_uring_setup io_uring_enter io_uring_register",
          "input and output past a filter, in much attacked code",
          "Docker refuses them since 25.0; CVE-2022-29582, CVE-2023-2598"),
    power("userfaultfd", "userfaultfd", "stops the kernel in the middle of its work at will",
          "Docker refuses it; userfaultfd(2)"),
    power("handles", "open_by_handle_at", "opens files outside of the container's root",
          "Docker refuses it; the escape of 2014 called shocker"),
    power("watching", "fanotify_init fanotify_mark", "sees what other processes open",
          "Docker refuses fanotify_init; fanotify(7)"),
    power("swap", "swapon swapoff", "the memory of the whole machine", "Docker refuses them"),
    power("quota", "quotactl quotactl_fd", "limits of other users", "Docker refuses them"),
    power("accounting", "acct", "a record of all processes", "Docker refuses it"),
    power("kernel-log", "syslog", "messages of the kernel, with addresses", "Docker refuses it"),
    power("host-name", "sethostname setdomainname", "the name of the machine",
          "Docker refuses them"),
    power("terminals", "vhangup", "takes a terminal away from others", "Docker refuses it"),
    power("memory-of-nodes",
          "mbind set_mempolicy set_mempolicy_home_node get_mempolicy migrate_pages move_pages",
          "moves memory between nodes, that of other processes too",
          "Docker refuses them without CAP_SYS_NICE"),
    power("security-modules", "lsm_get_self_attr lsm_set_self_attr lsm_list_modules",
          "labels of SELinux and AppArmor", "Docker refuses them"),
    by_arguments("networks", "socket",
                 "families other than unix, IPv4, IPv6 and netlink are network stacks of their own",
                 "Docker refuses AF_VSOCK and AF_ALG; CVE-2017-6074 (DCCP), CVE-2021-3609 (CAN)"),
    by_arguments("networks", "socketpair", "as socket", "socketpair(2): AF_TIPC"),
    by_arguments("layout", "personality", "switches off the random layout of addresses",
                 "Docker allows the same values as here"),
    by_arguments("devices", "mknod mknodat", "device files", "mknod(2): needs CAP_MKNOD"),
    power("obsolete",
          "_sysctl sysfs ustat uselib nfsservctl lookup_dcookie remap_file_pages afs_syscall "
          "tuxcall security vserver getpmsg putpmsg epoll_ctl_old epoll_wait_old bdflush break "
          "ftime gtty stty idle lock mpx multiplexer prof profil ulimit spu_create spu_run "
          "swapcontext s390_sthyi s390_guarded_storage s390_runtime_instr timerfd",
          "old or rare code that is hardly tested, or that no kernel has any more",
          "syscalls(2); Docker refuses most"),
};

constexpr std::uint64_t kFileKind = 0170000;

constexpr HarmlessArgument kHarmless[] = {
    {"clone", 0, kNamespaceFlags, 0, "threads and children, without new namespaces"},
    {"socket", 0, kInt, 1, "AF_UNIX"},
    {"socket", 0, kInt, 2, "AF_INET", When::network},
    {"socket", 0, kInt, 10, "AF_INET6", When::network},
    {"socket", 0, kInt, 16, "AF_NETLINK: a libc reads addresses and interfaces by it"},
    {"socketpair", 0, kInt, 1, "AF_UNIX"},
    {"personality", 0, kInt, 0, "PER_LINUX"},
    {"personality", 0, kInt, 0x8, "PER_LINUX32"},
    {"personality", 0, kInt, 0x20000, "UNAME26"},
    {"personality", 0, kInt, 0x20008, "UNAME26 and PER_LINUX32"},
    {"personality", 0, kInt, 0xffffffff, "asks for the present one"},
    {"mknod", 1, kFileKind, 0, "a regular file"},
    {"mknod", 1, kFileKind, 0100000, "a regular file"},
    {"mknod", 1, kFileKind, 0010000, "a pipe with a name"},
    {"mknod", 1, kFileKind, 0140000, "a socket with a name"},
    {"mknodat", 2, kFileKind, 0, "a regular file"},
    {"mknodat", 2, kFileKind, 0100000, "a regular file"},
    {"mknodat", 2, kFileKind, 0010000, "a pipe with a name"},
    {"mknodat", 2, kFileKind, 0140000, "a socket with a name"},
};

}  // namespace

std::span<const CallClass> powers() {
  return kPowers;
}
std::span<const HarmlessArgument> harmless_arguments() {
  return kHarmless;
}

}  // namespace whittle::profile
