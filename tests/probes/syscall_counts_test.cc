#include "probes/calls/syscall_counts.h"

#include <doctest/doctest.h>
#include <linux/audit.h>

using namespace whittle;
using probes::SyscallCounts;
using Texts = std::set<std::string>;

namespace {

constexpr std::uint64_t kOpenat = 257;
constexpr std::uint64_t kSeccomp = 317;
constexpr std::uint64_t kX32Read = 0x40000000;
const std::string kStart = "start";
const std::string kGet = "GET :80/";

}  // namespace

TEST_CASE("each call is recorded with its program, phase and exercise") {
  SyscallCounts counts;
  counts.of(Phase::runtime, "", &kStart).entered.insert(AUDIT_ARCH_X86_64, kOpenat);
  counts.of(Phase::app, "/bin/a", &kStart).entered.insert(AUDIT_ARCH_X86_64, kOpenat);
  counts.of(Phase::exec, "/bin/b", &kGet).entered.insert(AUDIT_ARCH_X86_64, kOpenat);
  counts.of(Phase::exec, "/bin/b", &kGet).denied.insert(AUDIT_ARCH_X86_64, kOpenat);
  counts.of(Phase::shutdown, "/bin/a", &kGet).entered.insert(AUDIT_ARCH_I386, 1);
  Trace trace;
  counts.merge_into(trace);

  const CallUse& openat = trace.syscalls.at("x86_64").at("openat");
  CHECK(openat.phases.bits() == 0b0111);
  CHECK(openat.users == Texts{"/bin/a", "/bin/b"});
  CHECK(openat.exercises == Texts{"GET :80/", "start"});
  CHECK(trace.denied_syscalls.at("x86_64").at("openat").users == Texts{"/bin/b"});
  CHECK(trace.syscalls.at("x86").at("exit").exercises.empty());
}

TEST_CASE("numbers beyond the bitmap are recorded too, up to a limit") {
  SyscallCounts counts;
  probes::CallSet& entered = counts.of(Phase::app, "/bin/a", nullptr).entered;
  entered.insert(AUDIT_ARCH_X86_64, kX32Read);
  for (std::uint64_t number = 0; number < 100000; ++number) {
    entered.insert(AUDIT_ARCH_X86_64, 1000000 + number);
  }
  Trace trace;
  counts.merge_into(trace);
  CHECK(trace.syscalls.at("x32").contains("read"));
  CHECK(trace.syscalls.at("x86_64").size() < 1000);
}

TEST_CASE("beyond the limit calls are recorded without their program") {
  SyscallCounts counts;
  for (std::size_t i = 0; i < 2 * SyscallCounts::kMax; ++i) {
    counts.of(Phase::app, "/bin/" + std::to_string(i), &kStart)
        .entered.insert(AUDIT_ARCH_X86_64, i % 300);
  }
  counts.of(Phase::exec, "/bin/late", &kStart).entered.insert(AUDIT_ARCH_X86_64, kSeccomp);
  Trace trace;
  counts.merge_into(trace);
  const auto& calls = trace.syscalls.at("x86_64");
  CHECK(calls.size() == 301);
  EnumSet<Phase> exec;
  exec.insert(Phase::exec);
  CHECK(calls.at("seccomp").phases == exec);
  CHECK(calls.at("seccomp").users.empty());
}
