#include "profile/seccomp.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "whittle/error.h"

using namespace whittle;

namespace {

Trace trace_with(const std::string& architecture, const std::string& abi,
                 std::initializer_list<std::pair<const char*, Phase>> calls) {
  Trace trace;
  trace.architecture = architecture;
  for (const auto& [name, phase] : calls) trace.syscalls[abi][name].phases.insert(phase);
  return trace;
}

const SeccompRule* rule_of(const SeccompProfile& profile, const std::string& name) {
  for (const SeccompRule& rule : profile.rules) {
    if (std::set<std::string>(rule.names.begin(), rule.names.end()).contains(name)) return &rule;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("calls of the app in any phase are allowed, those of the runtime alone are not") {
  const SeccompProfile profile =
      profile::seccomp_profile(trace_with("amd64", "x86_64",
                                          {{"sendfile", Phase::app},
                                           {"sync", Phase::exec},
                                           {"getsid", Phase::shutdown},
                                           {"mount", Phase::runtime},
                                           {"pivot_root", Phase::runtime}}));
  CHECK(profile.default_action == "SCMP_ACT_ERRNO");
  for (const char* name : {"sendfile", "sync", "getsid"}) CHECK(profile.allows(name));
  for (const char* name : {"mount", "pivot_root", "ptrace", "bpf"}) {
    CHECK_FALSE(profile.allows(name));
    CHECK(rule_of(profile, name) == nullptr);
  }
}

TEST_CASE("runtimes can start an app that did nothing, with noNewPrivileges or without") {
  const SeccompProfile profile = profile::seccomp_profile(trace_with("amd64", "x86_64", {}));
  for (const char* name :
       {"capget",   "capset",       "chdir",          "close",     "epoll_ctl",    "epoll_pwait",
        "execve",   "faccessat2",   "fchown",         "fcntl",     "fstat",        "fstatfs",
        "futex",    "getcwd",       "getdents64",     "getpid",    "getppid",      "newfstatat",
        "openat",   "prctl",        "read",           "setgid",    "setgroups",    "setuid",
        "write",    "rt_sigaction", "rt_sigprocmask", "setresgid", "setresuid",    "select",
        "pselect6", "tgkill",       "sched_yield",    "mmap",      "rt_sigreturn", "sigaltstack",
        "openat2",  "statx",        "close_range"}) {
    CAPTURE(name);
    CHECK(profile.allows(name));
  }
}

TEST_CASE("clone3 fails with ENOSYS, unless the app used it") {
  const SeccompProfile without =
      profile::seccomp_profile(trace_with("amd64", "x86_64", {{"clone", Phase::app}}));
  CHECK_FALSE(without.allows("clone3"));
  REQUIRE(rule_of(without, "clone3") != nullptr);
  CHECK(rule_of(without, "clone3")->errno_ret == 38);
  const SeccompProfile with =
      profile::seccomp_profile(trace_with("amd64", "x86_64", {{"clone3", Phase::app}}));
  CHECK(with.allows("clone3"));
}

TEST_CASE("if older kernels lack a call, the older call is allowed too") {
  const SeccompProfile profile =
      profile::seccomp_profile(trace_with("amd64", "x86_64", {{"accept4", Phase::app}}));
  CHECK(profile.allows("accept"));
  CHECK_FALSE(profile.allows("dup2"));
}

TEST_CASE("a name is in one rule, names that libseccomp does not know in none") {
  const SeccompProfile profile = profile::seccomp_profile(trace_with(
      "amd64", "x86_64",
      {{"unknown_999", Phase::app}, {"no such call", Phase::app}, {"read", Phase::app}}));
  std::set<std::string> seen;
  for (const SeccompRule& rule : profile.rules) {
    CHECK(std::is_sorted(rule.names.begin(), rule.names.end()));
    for (const std::string& name : rule.names) CHECK(seen.insert(name).second);
  }
  CHECK(seen.contains("read"));
  CHECK_FALSE(seen.contains("unknown_999"));
  CHECK(profile.unknown ==
        std::vector<std::string>{"no such call (x86_64)", "unknown_999 (x86_64)"});
}

TEST_CASE("sub-architectures are listed only when the app used them") {
  Trace trace = trace_with("amd64", "x86_64", {{"read", Phase::app}});
  trace.syscalls["x86"]["socketcall"].phases.insert(Phase::runtime);
  CHECK(profile::seccomp_profile(trace).architectures ==
        std::vector<std::string>{"SCMP_ARCH_X86_64"});
  trace.syscalls["x86"]["socketcall"].phases.insert(Phase::app);
  const SeccompProfile both = profile::seccomp_profile(trace);
  CHECK(both.architectures == std::vector<std::string>{"SCMP_ARCH_X86_64", "SCMP_ARCH_X86"});
  CHECK(both.allows("socketcall"));
}

TEST_CASE("sub-architectures are listed when the image has programs of them, with their calls") {
  const Trace trace = trace_with("amd64", "x86_64", {{"stat", Phase::app}});
  const SeccompProfile native = profile::seccomp_profile(trace, {.program_abis = {"x86_64"}});
  CHECK(native.architectures == std::vector<std::string>{"SCMP_ARCH_X86_64"});
  for (const char* name : {"mmap2", "stat64", "set_thread_area"}) CHECK_FALSE(native.allows(name));
  const SeccompProfile both = profile::seccomp_profile(trace, {.program_abis = {"x86_64", "x86"}});
  CHECK(both.architectures == std::vector<std::string>{"SCMP_ARCH_X86_64", "SCMP_ARCH_X86"});
  for (const char* name : {"mmap2", "stat64", "fstat64", "clock_gettime64"}) {
    CAPTURE(name);
    CHECK(both.allows(name));
  }
}

TEST_CASE("calls that an architecture does not have are in no rule") {
  const SeccompProfile arm = profile::seccomp_profile(
      trace_with("arm64", "aarch64", {{"openat", Phase::app}, {"renameat", Phase::app}}));
  for (const char* name : {"open", "select", "rename", "mkdir"}) {
    CAPTURE(name);
    CHECK(rule_of(arm, name) == nullptr);
  }
  CHECK(arm.allows("mkdirat"));  // in the place of mkdir
}

TEST_CASE("other architectures have their own names; an unknown one is an error") {
  const SeccompProfile arm =
      profile::seccomp_profile(trace_with("arm64", "aarch64", {{"epoll_pwait", Phase::app}}));
  CHECK(arm.architectures == std::vector<std::string>{"SCMP_ARCH_AARCH64"});
  CHECK_THROWS_AS(profile::seccomp_profile(trace_with("vax", "vax", {})), Error);
}

TEST_CASE("a profile that libseccomp refuses is an error") {
  SeccompProfile profile;
  profile.architectures = {"SCMP_ARCH_X86_64"};
  CHECK_NOTHROW(profile::check_loadable(profile));
  SUBCASE("architecture") {
    profile.architectures = {"SCMP_ARCH_VAX"};
  }
  SUBCASE("action") {
    profile.default_action = "SCMP_ACT_WISH";
  }
  SUBCASE("name") {
    profile.rules = {{{"no_such_call"}, "SCMP_ACT_ALLOW", {}, "", "", {}}};
  }
  CHECK_THROWS_AS(profile::check_loadable(profile), Error);
}

TEST_CASE("Docker's format: the members that Docker 20.10 reads, always the same bytes") {
  const Trace trace = trace_with("amd64", "x86_64", {{"sendfile", Phase::app}});
  const std::string text = profile::format_docker(profile::seccomp_profile(trace));
  CHECK(text == profile::format_docker(profile::seccomp_profile(trace)));
  const auto json = nlohmann::json::parse(text);
  CHECK(json["defaultAction"] == "SCMP_ACT_ERRNO");
  CHECK_FALSE(json.contains("defaultErrnoRet"));
  CHECK(json["architectures"] == nlohmann::json{"SCMP_ARCH_X86_64"});
  CHECK(json["syscalls"][0]["names"] == nlohmann::json{"sendfile"});
  CHECK(json["syscalls"][0]["action"] == "SCMP_ACT_ALLOW");
  const std::set<std::string> known = {"names", "action", "errnoRet", "comment"};
  for (const auto& rule : json["syscalls"]) {
    for (const auto& [key, value] : rule.items()) CHECK(known.contains(key));
    CHECK(rule.contains("errnoRet") == (rule["action"] == "SCMP_ACT_ERRNO"));
  }
}

TEST_CASE("allowed calls are counted by the reason of their rule") {
  const SeccompProfile profile =
      profile::seccomp_profile(trace_with("amd64", "x86_64", {{"dup2", Phase::app}}));
  const auto counts = profile.allowed_by_reason();
  CHECK(counts.at("used") == 1);
  CHECK(counts.at("equivalent") == 1);  // dup3
  CHECK(counts.contains("runtime"));
  CHECK(counts.contains("core"));
  CHECK_FALSE(counts.contains("unsupported"));  // these are refused
  std::size_t names = 0;
  for (const SeccompRule& rule : profile.rules) {
    CHECK_FALSE(rule.reason.empty());
    CHECK_FALSE(rule.comment.empty());
    if (rule.action == "SCMP_ACT_ALLOW") names += rule.names.size();
  }
  std::size_t counted = 0;
  for (const auto& [reason, count] : counts) counted += count;
  CHECK(counted == names);
}

TEST_CASE("the base of one runtime is smaller than that of all") {
  const Trace trace = trace_with("amd64", "x86_64", {});
  const SeccompProfile crun =
      profile::seccomp_profile(trace, {.runtimes = profile::runtime_versions::kCrun18});
  CHECK(crun.allows("setresuid"));
  CHECK_FALSE(crun.allows("setuid"));
  CHECK_FALSE(crun.allows("openat2"));
  const SeccompProfile runc =
      profile::seccomp_profile(trace, {.runtimes = profile::runtime_versions::kRunc13});
  CHECK(runc.allows("openat2"));
  CHECK_FALSE(runc.allows("setresuid"));
}
