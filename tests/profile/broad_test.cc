#include <doctest/doctest.h>
#include <linux/prctl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>

#include "profile/call_power.h"
#include "profile/filtered.h"
#include "profile/seccomp.h"

using namespace whittle;

namespace {

struct RecordedCall {
  const char* name;
  unsigned index = 0;
  std::set<std::uint64_t> values = {};
};

Trace trace_of(const std::vector<RecordedCall>& calls) {
  Trace trace;
  trace.architecture = "amd64";
  for (const RecordedCall& call : calls) {
    trace.syscalls["x86_64"][call.name].phases.insert(Phase::app);
    for (const std::uint64_t value : call.values) {
      trace.arguments["x86_64"][call.name][call.index].insert(value);
    }
  }
  return trace;
}

SeccompProfile broad(const Trace& trace, SeccompChoice choice = {},
                     std::vector<NamedCall> named = {}) {
  return profile::seccomp_profile(trace, {.choice = choice, .named = std::move(named)});
}

}  // namespace

TEST_CASE("broad: calls without power are allowed though nobody made them") {
  const SeccompProfile profile = broad(trace_of({{"write"}}));
  for (const char* name :
       {"getpgid",         "sendfile", "dup",         "dup2",      "rmdir",
        "pipe2",           "splice",   "link",        "fallocate", "setpgid",
        "rt_sigtimedwait", "ioctl",    "prctl",       "fork",      "setuid",
        "shmget",          "connect",  "listen",      "seccomp",   "landlock_create_ruleset",
        "statx",           "openat2",  "epoll_pwait2"}) {
    CAPTURE(name);
    CHECK(testing::filtered(profile, name) == 0);
  }
  CHECK(profile.allowed_by_reason()["ordinary"] > 100);
}

TEST_CASE("broad: calls with power are refused unless they were made") {
  const SeccompProfile profile = broad(trace_of({{"write"}}));
  for (const char* name :
       {"mount", "unshare", "setns", "ptrace", "bpf", "keyctl", "userfaultfd", "perf_event_open",
        "init_module", "chroot", "settimeofday", "swapon", "open_by_handle_at", "kexec_load",
        "process_vm_readv", "fanotify_init"}) {
    CAPTURE(name);
    CHECK(testing::filtered(profile, name) == EPERM);
    CHECK(testing::filtered(broad(trace_of({{name}})), name) == 0);
  }
  // A libc or runtime falls back.
  CHECK(testing::filtered(profile, "clone3") == ENOSYS);
  CHECK(testing::filtered(profile, "io_uring_setup") == ENOSYS);
  CHECK(profile::allowed_calls(profile, "amd64").with_power.empty());
  CHECK(profile::allowed_calls(broad(trace_of({{"ptrace"}})), "amd64").with_power ==
        std::vector<std::string>{"ptrace"});
}

TEST_CASE("broad: arguments that give power are refused unless they were recorded") {
  const SeccompProfile profile =
      broad(trace_of({{"clone", 0, {0}}, {"clone3", 0, {0}}, {"socket", 0, {AF_INET}}}));
  CHECK(testing::filtered(profile, "clone", 0, CLONE_VM | SIGCHLD) == 0);
  CHECK(testing::filtered(profile, "clone", 0, CLONE_NEWUSER | SIGCHLD) == EPERM);
  CHECK(testing::filtered(profile, "clone3") == ENOSYS);
  for (const int family : {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}) {
    CHECK(testing::filtered(profile, "socket", 0, static_cast<std::uint64_t>(family)) == 0);
  }
  for (const int family : {AF_PACKET, AF_VSOCK, AF_ALG, AF_BLUETOOTH}) {
    CHECK(testing::filtered(profile, "socket", 0, static_cast<std::uint64_t>(family)) == EPERM);
  }
  CHECK(testing::filtered(profile, "personality", 0, 0xffffffff) == 0);
  CHECK(testing::filtered(profile, "personality", 0, 0x40000) == EPERM);
  CHECK(testing::filtered(profile, "mknod", 1, S_IFIFO | 0600) == 0);
  CHECK(testing::filtered(profile, "mknod", 1, S_IFBLK | 0600) == EPERM);
  CHECK(testing::filtered(profile, "mknodat", 2, S_IFIFO | 0600) == 0);
  CHECK(testing::filtered(profile, "mknodat", 2, S_IFCHR | 0600) == EPERM);

  const SeccompProfile sandbox = broad(trace_of({{"clone", 0, {0, CLONE_NEWUSER}},
                                                 {"socket", 0, {AF_PACKET}},
                                                 {"personality", 0, {0x40000}},
                                                 {"mknod"}}));
  CHECK(testing::filtered(sandbox, "clone", 0, CLONE_NEWUSER | SIGCHLD) == 0);
  CHECK(testing::filtered(sandbox, "clone", 0, CLONE_NEWNET) == EPERM);
  CHECK(testing::filtered(sandbox, "socket", 0, AF_PACKET) == 0);
  CHECK(testing::filtered(sandbox, "socket", 0, AF_INET6) == 0);
  CHECK(testing::filtered(sandbox, "personality", 0, 0x40000) == 0);
  // Its arguments are not recorded.
  CHECK(testing::filtered(sandbox, "mknod", 1, S_IFBLK | 0600) == 0);
}

TEST_CASE("broad: connections that were not recorded are the user's choice") {
  const SeccompChoice recorded{.network = SeccompNetwork::recorded};
  const SeccompProfile listens =
      broad(trace_of({{"socket", 0, {AF_INET}}, {"bind"}, {"listen"}, {"accept4"}}), recorded);
  for (const char* name : {"accept", "recvfrom", "getsockname", "shutdown"}) {
    CAPTURE(name);
    CHECK(testing::filtered(listens, name) == 0);
  }
  for (const char* name : {"connect", "sendto", "sendmsg"}) {
    CAPTURE(name);
    CHECK(testing::filtered(listens, name) == EPERM);
  }
  CHECK(testing::filtered(listens, "socket", 0, AF_INET) == 0);
  CHECK(testing::filtered(listens, "socket", 0, AF_INET6) == EPERM);
  CHECK(testing::filtered(broad(trace_of({{"write"}}), recorded), "socket", 0, AF_UNIX) == EPERM);
  CHECK(testing::filtered(broad(trace_of({{"connect"}, {"socket", 0, {AF_UNIX}}}), recorded),
                          "connect") == 0);
}

TEST_CASE("broad: a call that kept code names is allowed, and said to be inferred") {
  const SeccompProfile profile =
      broad(trace_of({{"write"}}), {},
            {{"ptrace", "/usr/bin/gdb", "imports ptrace"}, {"rmdir", "/bin/a", "imports rmdir"}});
  CHECK(testing::filtered(profile, "ptrace") == 0);
  CHECK(profile.allowed_by_reason()[kInferredReason] == 1);
  const auto inferred = profile::inferred_calls(profile);
  const auto named = profile::named_in(profile);
  REQUIRE(named.size() == 1);
  CHECK(named[0] == NamedCall{"ptrace", "/usr/bin/gdb", "imports ptrace"});
  REQUIRE(inferred.size() == 1);
  CHECK(inferred[0].call == "ptrace");
  CHECK(inferred[0].why.find("/usr/bin/gdb; imports ptrace") != std::string::npos);
}

TEST_CASE("broad and strict: recorded arguments, and those that every init and thread passes") {
  const SeccompProfile profile = broad(trace_of({{"ioctl", 1, {0x5401}}, {"socket", 0, {AF_INET}}}),
                                       {.arguments = SeccompArguments::recorded});
  CHECK(testing::filtered(profile, "ioctl", 1, 0x5410) == 0);      // TIOCSPGRP
  CHECK(testing::filtered(profile, "ioctl", 1, 0x5412) == EPERM);  // TIOCSTI
  CHECK(testing::filtered(profile, "prctl", 0, PR_SET_NAME) == 0);
  CHECK(testing::filtered(profile, "prctl", 0, PR_SET_MM) == EPERM);
  CHECK(testing::filtered(profile, "socket", 0, AF_INET) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_INET6) == EPERM);
  CHECK(testing::filtered(profile, "rmdir") == 0);
}

TEST_CASE("used: the form without families is as it was") {
  const SeccompProfile profile = broad(trace_of({{"write"}}), {.form = ProfileForm::used});
  CHECK(testing::filtered(profile, "rmdir") == EPERM);
  CHECK(testing::filtered(profile, "copy_file_range") == ENOSYS);
  CHECK_FALSE(profile.allowed_by_reason().contains("ordinary"));
}
