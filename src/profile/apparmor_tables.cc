#include "profile/apparmor_tables.h"

#include <algorithm>
#include <array>

namespace whittle::profile {
namespace {

constexpr KnownRule kBasics[] = {
    {"/ r", "entries of the root directory"},
    {"/dev/{,**} r", "names of devices, /dev/fd"},
    {"/dev/{null,zero,full,random,urandom} rw", "devices of every container"},
    {"/dev/{console,tty,ptmx} rw", "docker run -t"},
    {"/dev/pts/* rw", "docker run -t, docker exec -t"},
    {"/dev/shm/{,**} mrwlk", "POSIX shared memory and semaphores"},
    {"/dev/mqueue/{,**} rwk", "POSIX message queues"},
    {"/etc/{hosts,hostname,resolv.conf} r", "files that the engine mounts"},
    {"/run/secrets/{,**} r", "secrets of Swarm and Kubernetes"},
    {"/proc/{,**} r", "processes, memory, processors, kernel limits"},
    {"/proc/[0-9]*/{,task/[0-9]*/}comm rw", "names of threads: pthread_setname_np"},
    {"/proc/[0-9]*/{,task/[0-9]*/}attr/** rw", "the runtime, for docker exec"},
    {"/proc/[0-9]*/oom_score_adj rw",
     "database servers adjust it for themselves or their children"},
    {"/proc/[0-9]*/{coredump_filter,timerslack_ns} rw", "settings of a process"},
    {"/sys/devices/system/{,**} r",
     "processors and memory nodes: runtimes choose their number of threads"},
    {"/sys/fs/cgroup/{,**} r", "limits of the container: Java, Go and Node choose their heap size"},
    {"/sys/kernel/mm/{,**} r", "huge pages: allocators and databases"},
    {"/sys/class/net/{,**} r", "network interfaces"},
    {"/sys/devices/virtual/net/{,**} r", "target of the links in /sys/class/net"},
};

// From moby, profiles/apparmor/template.go. What is not allowed is denied anyway, but explicit
// denials also override rules that are added later, and are not logged.
constexpr KnownRule kDenied[] = {
    {"deny mount", "only the engine mounts file systems"},
    {"deny remount", "only the engine mounts file systems"},
    {"deny pivot_root", "only the engine mounts file systems"},
    {"deny /proc/sysrq-trigger rwklx", "commands to the kernel of the host"},
    {"deny /proc/kcore rwklx", "memory of the host"},
    {"deny /proc/{kmem,mem,kallsyms,keys,timer_list,sched_debug} rwklx", "kernel of the host"},
    {"deny /proc/[^0-9]* wl", "settings of the host"},
    {"deny /proc/{acpi,bus,fs,irq,scsi,sys}/** wkl", "settings of the host"},
    {"deny /sys/** wkl", "settings of the host"},
    {"deny /sys/firmware/** rwklx", "firmware of the host"},
    {"deny /sys/kernel/{security,debug,tracing}/** rwklx",
     "security modules and tracing of the host"},
    {"deny /sys/devices/virtual/powercap/** rwklx",
     "power meters show the activity of other containers"},
};

constexpr std::string_view kServe = "listen accept accept4 connect";
constexpr std::string_view kDatagrams = "connect sendto sendmsg sendmmsg recvfrom bind";

constexpr CallRule kNetwork[] = {
    {"network inet stream", "socket", kServe, "creates sockets, and connects or listens"},
    {"network inet6 stream", "socket", kServe, "creates sockets, and connects or listens"},
    {"network inet dgram", "socket", kDatagrams, "creates sockets and sends, as in DNS look-ups"},
    {"network inet6 dgram", "socket", kDatagrams, "creates sockets and sends, as in DNS look-ups"},
    {"network netlink raw", "socket", "sendto sendmsg",
     "getaddrinfo and getifaddrs list interfaces"},
    {"unix", "socket socketpair", "", "sockets between processes"},
    {"ptrace (trace, tracedby)", "ptrace process_vm_readv process_vm_writev", "",
     "traces other processes or reads their memory"},
};

constexpr std::array<std::string_view, 42> kShared = {"/",
                                                      "/bin",
                                                      "/boot",
                                                      "/dev",
                                                      "/etc",
                                                      "/etc/ssl",
                                                      "/home",
                                                      "/lib",
                                                      "/lib32",
                                                      "/lib64",
                                                      "/libx32",
                                                      "/media",
                                                      "/mnt",
                                                      "/opt",
                                                      "/proc",
                                                      "/run",
                                                      "/run/lock",
                                                      "/sbin",
                                                      "/srv",
                                                      "/sys",
                                                      "/usr",
                                                      "/usr/bin",
                                                      "/usr/include",
                                                      "/usr/lib",
                                                      "/usr/lib32",
                                                      "/usr/lib64",
                                                      "/usr/libx32",
                                                      "/usr/libexec",
                                                      "/usr/local",
                                                      "/usr/local/bin",
                                                      "/usr/local/etc",
                                                      "/usr/local/lib",
                                                      "/usr/local/sbin",
                                                      "/usr/local/share",
                                                      "/usr/sbin",
                                                      "/usr/share",
                                                      "/var",
                                                      "/var/cache",
                                                      "/var/lib",
                                                      "/var/log",
                                                      "/var/spool",
                                                      "/var/mail"};

constexpr std::array<std::string_view, 10> kSystem = {
    "/bin", "/boot", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/sbin", "/usr", "/root"};
constexpr std::array<std::string_view, 7> kData = {"/data", "/home", "/mnt", "/run",
                                                   "/srv",  "/tmp",  "/var"};
constexpr std::array<std::string_view, 3> kCaches = {"__pycache__", ".cache", ".npm"};
constexpr std::array<std::string_view, 3> kProgramDirectories = {"/bin", "/sbin", "/libexec"};
constexpr std::array<std::string_view, 5> kDatabases = {".db", ".sqlite", ".sqlite3", ".mdb",
                                                        ".lock"};

bool is_below(std::string_view path, std::string_view directory) {
  return path == directory || (path.starts_with(directory) && path[directory.size()] == '/');
}

template <typename Directories>
bool is_below_any(std::string_view path, const Directories& directories) {
  return std::ranges::any_of(directories,
                             [&](auto directory) { return is_below(path, directory); });
}

template <typename Suffixes>
bool ends_with_any(std::string_view path, const Suffixes& suffixes) {
  return std::ranges::any_of(suffixes, [&](auto suffix) { return path.ends_with(suffix); });
}

// /usr/lib/x86_64-linux-gnu
bool is_multiarch(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.find("-linux-gnu") != std::string_view::npos ||
         name.find("-linux-musl") != std::string_view::npos;
}

}  // namespace

std::span<const KnownRule> basic_file_rules() {
  return kBasics;
}
std::span<const KnownRule> deny_rules() {
  return kDenied;
}
std::span<const CallRule> network_rules() {
  return kNetwork;
}

bool is_shared_directory(std::string_view path) {
  return std::ranges::find(kShared, path) != kShared.end() || is_multiarch(path);
}
bool is_system_path(std::string_view path) {
  return is_below_any(path, kSystem);
}
bool is_data_path(std::string_view path) {
  return is_below_any(path, kData);
}
bool is_cache_name(std::string_view name) {
  return std::ranges::find(kCaches, name) != kCaches.end();
}
bool is_program_directory(std::string_view path) {
  return ends_with_any(path, kProgramDirectories);
}
bool is_locked_for_reading(std::string_view path) {
  return ends_with_any(path, kDatabases);
}

}  // namespace whittle::profile
