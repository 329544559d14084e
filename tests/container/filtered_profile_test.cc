#include "container/filtered_profile.h"

#include <doctest/doctest.h>

#include "profile/bpf.h"
#include "profile/compile.h"

using namespace whittle;

namespace {

constexpr unsigned kFlag = 0x1000;
constexpr std::uint32_t kX86 = 0x40000003;
constexpr std::uint32_t kX86_64 = 0xc000003e;

// Call 2 is notified if flag is not set.
CallFilter notifying() {
  CallFilter wanted{.stop = CallFilter::Stop::notify,
                    .architectures = {"SCMP_ARCH_X86_64", "SCMP_ARCH_X86"},
                    .calls = {{.names = {"open", "stat64"}}, {.names = {"newfstatat"}}},
                    .socket = "/socket"};
  wanted.calls[1].when = {{{3, kFlag, 0, "SCMP_CMP_MASKED_EQ"}}};
  wanted.calls[1].otherwise = {{{3, kFlag, kFlag, "SCMP_CMP_MASKED_EQ"}}};
  return wanted;
}

CallFilter tracing() {
  return {.stop = CallFilter::Stop::trace, .architectures = {"SCMP_ARCH_X86_64", "SCMP_ARCH_X86"}};
}

std::uint32_t verdict(const SeccompProfile& profile, int number, std::uint64_t third = 0,
                      std::uint32_t arch = kX86_64) {
  seccomp_data call{};
  call.nr = number;
  call.arch = arch;
  call.args[3] = third;
  return profile::run_filter(profile::compile(profile), call) & SECCOMP_RET_ACTION_FULL;
}

}  // namespace

TEST_CASE("without a profile all is allowed, and the calls of the filter notify") {
  const SeccompProfile profile = container::filtered_profile({}, notifying());
  CHECK(verdict(profile, 0) == SECCOMP_RET_ALLOW);                  // read
  CHECK(verdict(profile, 2) == SECCOMP_RET_USER_NOTIF);             // open
  CHECK(verdict(profile, 262) == SECCOMP_RET_USER_NOTIF);           // newfstatat
  CHECK(verdict(profile, 262, kFlag) == SECCOMP_RET_ALLOW);         // fstat
  CHECK(verdict(profile, 195, 0, kX86) == SECCOMP_RET_USER_NOTIF);  // stat64
  CHECK(verdict(profile, 3, 0, kX86) == SECCOMP_RET_ALLOW);
}

TEST_CASE("a profile denies what it denied, and notifies where it allowed") {
  SeccompProfile original;
  original.default_errno_ret = 1;
  original.architectures = {"SCMP_ARCH_X86_64"};
  original.rules = {
      {.names = {"newfstatat", "read"}, .action = "SCMP_ACT_ALLOW"},
      {.names = {"open"}, .action = "SCMP_ACT_ALLOW", .arguments = {{3, 7, 0, "SCMP_CMP_EQ"}}},
      {.names = {"stat64"}, .action = "SCMP_ACT_ERRNO", .errno_ret = 38U}};
  const SeccompProfile profile = container::filtered_profile(original, notifying());
  CHECK(verdict(profile, 0) == SECCOMP_RET_ALLOW);
  CHECK(verdict(profile, 1) == SECCOMP_RET_ERRNO);
  CHECK(verdict(profile, 2) == SECCOMP_RET_ERRNO);
  CHECK(verdict(profile, 2, 7) == SECCOMP_RET_USER_NOTIF);
  CHECK(verdict(profile, 262) == SECCOMP_RET_USER_NOTIF);
  CHECK(verdict(profile, 262, kFlag) == SECCOMP_RET_ALLOW);
}

TEST_CASE("under a profile that allows by default, denied calls stay denied") {
  SeccompProfile original;
  original.default_action = "SCMP_ACT_ALLOW";
  original.architectures = {"SCMP_ARCH_X86_64"};
  original.rules = {{.names = {"open"}, .action = "SCMP_ACT_ERRNO", .errno_ret = 1U}};
  const SeccompProfile profile = container::filtered_profile(original, notifying());
  CHECK(verdict(profile, 2) == SECCOMP_RET_ERRNO);
  CHECK(verdict(profile, 262) == SECCOMP_RET_USER_NOTIF);
  CHECK(verdict(profile, 0) == SECCOMP_RET_ALLOW);
}

TEST_CASE("without a profile, every call is traced") {
  const SeccompProfile profile = container::filtered_profile({}, tracing());
  CHECK(verdict(profile, 0) == SECCOMP_RET_TRACE);
  CHECK(verdict(profile, 9999) == SECCOMP_RET_TRACE);
  CHECK(verdict(profile, 3, 0, kX86) == SECCOMP_RET_TRACE);
}

TEST_CASE("with a profile, tracing leaves it as it is, so that refused calls are seen") {
  SeccompProfile original;
  original.architectures = {"SCMP_ARCH_X86_64"};
  original.rules = {{.names = {"read"}, .action = "SCMP_ACT_ALLOW"}};
  const SeccompProfile profile = container::filtered_profile(original, tracing());
  CHECK(verdict(profile, 0) == SECCOMP_RET_ALLOW);
  CHECK(verdict(profile, 2) == SECCOMP_RET_ERRNO);
}
