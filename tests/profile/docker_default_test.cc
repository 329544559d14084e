#include "profile/docker_default.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "profile/filtered.h"
#include "profile/parse_docker.h"
#include "profile/seccomp.h"
#include "text/split.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

// Every call of x86-64 that Docker refuses a container with its usual capabilities; 67 of the 362
// of kernel 6.1 and those that no kernel has any more.
constexpr const char* kRefused =
    "_sysctl acct add_key afs_syscall bpf clock_settime clone3 create_module delete_module "
    "fanotify_init finit_module fsconfig fsmount fsopen fspick get_kernel_syms get_mempolicy "
    "getpmsg init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp "
    "kexec_file_load kexec_load keyctl lookup_dcookie mbind migrate_pages mount mount_setattr "
    "move_mount move_pages nfsservctl open_by_handle_at open_tree perf_event_open pidfd_getfd "
    "pivot_root process_madvise putpmsg query_module quotactl quotactl_fd reboot request_key "
    "security set_mempolicy set_mempolicy_home_node setdomainname sethostname setns settimeofday "
    "swapoff swapon sysfs syslog tuxcall umount2 unshare uselib userfaultfd ustat vhangup vserver "
    "lsm_get_self_attr lsm_list_modules lsm_set_self_attr";

}  // namespace

TEST_CASE("Docker's default profile allows what Docker says, of all calls of x86-64") {
  const auto words = text::split(kRefused, " ");
  const std::set<std::string> refused(words.begin(), words.end());
  const SeccompProfile profile = profile::docker_default("amd64");
  std::size_t allowed = 0;
  for (int number = 0; number < 600; ++number) {
    char* const found = seccomp_syscall_resolve_num_arch(SCMP_ARCH_X86_64, number);
    if (found == nullptr) continue;
    const std::string name = found;
    std::free(found);
    CAPTURE(name);
    // What kernels after 6.13 have is not in the profile of any release.
    if (number > 466) continue;
    CHECK(profile.allows(name) != refused.contains(name));
    if (profile.allows(name)) ++allowed;
  }
  // 295 of the calls of kernel 6.1; libseccomp also knows some of no kernel, and newer ones.
  CHECK(allowed >= 295);
  CHECK(allowed < 320);
}

TEST_CASE("Docker's default profile: arguments that it refuses") {
  const SeccompProfile profile = profile::docker_default("amd64");
  CHECK(testing::filtered(profile, "socket", 0, AF_INET) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_PACKET) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_ALG) == EPERM);
  CHECK(testing::filtered(profile, "socket", 0, AF_ALG + 1) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_VSOCK) == EPERM);
  CHECK(testing::filtered(profile, "personality", 0, 0x20008) == 0);
  CHECK(testing::filtered(profile, "personality", 0, 0x40000) == EPERM);
  CHECK(testing::filtered(profile, "clone", 0, SIGCHLD) == 0);
  CHECK(testing::filtered(profile, "clone", 0, 0x10000000) == EPERM);
  CHECK(testing::filtered(profile, "clone3") == ENOSYS);
  CHECK(testing::filtered(profile, "mount") == EPERM);
}

TEST_CASE("Docker's default profile follows the capabilities and the architecture") {
  const SeccompProfile none = profile::docker_default("amd64", {});
  CHECK_FALSE(none.allows("chroot"));
  CHECK(profile::docker_default("amd64").allows("chroot"));
  const SeccompProfile admin = profile::docker_default("amd64", {"CAP_SYS_ADMIN"});
  CHECK(testing::filtered(admin, "clone3") == 0);
  CHECK(testing::filtered(admin, "clone", 0, 0x10000000) == 0);
  CHECK(testing::filtered(admin, "mount") == 0);
  CHECK(profile::docker_default("arm64").allows("cacheflush"));
  CHECK_FALSE(profile::docker_default("arm64").allows("arch_prctl"));
  CHECK_THROWS_AS(profile::docker_default("z80"), Error);
}

TEST_CASE("Docker's default profile is a profile as others: it loads, and is read back") {
  for (const char* architecture : {"amd64", "386", "arm64", "arm", "ppc64le", "riscv64"}) {
    CAPTURE(architecture);
    const SeccompProfile profile = profile::docker_default(architecture);
    CHECK_NOTHROW(profile::check_loadable(profile));
    CHECK(profile::parse_docker(profile::format_docker(profile)).rules.size() ==
          profile.rules.size());
  }
}
