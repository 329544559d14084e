#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "profile/architectures.h"
#include "profile/seccomp.h"
#include "profile/tables.h"

using namespace whittle;

namespace {

Trace used(std::initializer_list<const char*> calls) {
  Trace trace;
  trace.architecture = "amd64";
  for (const char* name : calls) trace.syscalls["x86_64"][name].phases.insert(Phase::app);
  return trace;
}

bool allows(const Trace& trace, const std::string& name) {
  return profile::seccomp_profile(trace).allows(name);
}

}  // namespace

TEST_CASE("a call implies its other forms, and nothing else does") {
  const struct {
    const char* used;
    std::vector<const char*> allowed;
  } cases[] = {
      {"open", {"openat"}},
      {"openat", {"open"}},
      {"stat", {"newfstatat", "statx"}},
      {"newfstatat", {"stat"}},
      {"access", {"faccessat", "faccessat2"}},
      {"select", {"pselect6"}},
      {"poll", {"ppoll"}},
      {"ppoll", {"poll"}},
      {"epoll_wait", {"epoll_pwait"}},
      {"epoll_pwait", {"epoll_wait"}},
      {"clone3", {"clone"}},
      {"fork", {"clone", "vfork"}},
      {"dup2", {"dup3"}},
      {"pipe", {"pipe2"}},
      {"accept", {"accept4"}},
      {"getdents", {"getdents64"}},
      {"renameat2", {"rename", "renameat"}},
  };
  const Trace nothing = used({});
  for (const auto& row : cases) {
    CAPTURE(row.used);
    for (const char* name : row.allowed) CHECK(allows(used({row.used}), name));
  }
  for (const char* name : {"open", "stat", "poll", "ppoll", "fork", "dup2", "pipe", "accept"}) {
    CAPTURE(name);
    CHECK_FALSE(allows(nothing, name));
  }
}

TEST_CASE("threads are not children: clone alone does not imply fork") {
  CHECK_FALSE(allows(used({"clone"}), "fork"));
  CHECK(allows(used({"clone", "wait4"}), "fork"));
  CHECK(allows(used({"clone3", "waitid"}), "vfork"));
}

TEST_CASE("calls that are used together are implied") {
  CHECK(allows(used({"listen"}), "shutdown"));
  CHECK(allows(used({"listen"}), "accept4"));
  CHECK_FALSE(allows(used({"socket"}), "shutdown"));
  CHECK(allows(used({"fsync"}), "fdatasync"));
  CHECK(allows(used({"shmget"}), "shmdt"));
}

TEST_CASE("an app that writes files may replace and save them") {
  Trace trace = used({"openat", "write"});
  CHECK_FALSE(allows(trace, "rename"));
  SUBCASE("by files on the overlay") {
    trace.written.insert("/var/log/app.log");
  }
  SUBCASE("by a call that changed a file") {
    FileUse& use = trace.files["/var/log/app.log"];
    use.uses.insert(Use::change);
    use.phases.insert(Phase::app);
  }
  for (const char* name : {"rename", "fsync", "mkdir", "unlink", "ftruncate"}) {
    CAPTURE(name);
    CHECK(allows(trace, name));
  }
  CHECK_FALSE(allows(trace, "flock"));
}

TEST_CASE("changes by the runtime alone do not count as writes of the app") {
  Trace trace = used({"openat"});
  FileUse& use = trace.files["/etc/mtab"];
  use.uses.insert(Use::change);
  use.phases.insert(Phase::runtime);
  CHECK_FALSE(allows(trace, "rename"));
}

TEST_CASE("tables: known names with reasons, each once") {
  for (const auto& table : {profile::core_calls(), profile::calls_with_fallback()}) {
    std::set<std::string_view> names;
    for (const profile::KnownCall& call : table) {
      CAPTURE(call.name);
      CHECK(names.insert(call.name).second);
      CHECK_FALSE(call.why.empty());
    }
  }
  std::set<std::string_view> names;
  for (const profile::RuntimeCall& call : profile::runtime_calls()) {
    CAPTURE(call.name);
    CHECK(names.insert(call.name).second);
    CHECK((call.runtimes & profile::runtime_versions::kAny) != 0);
    CHECK_FALSE(call.why.empty());
  }
}

TEST_CASE("tables: every row of implied calls has a name that libseccomp knows, and a reason") {
  const std::vector<std::string> all = {"SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_ARM"};
  for (const auto& table :
       {profile::equivalents(), profile::families(), profile::forms_of_32_bit_abis()}) {
    for (const profile::ImpliedCalls& row : table) {
      CAPTURE(row.allowed);
      CHECK_FALSE(row.why.empty());
      CHECK(row.used.empty() == (row.trigger == profile::ImpliedCalls::Trigger::writes));
      for (const std::string_view names : {row.used, row.with, row.allowed}) {
        std::istringstream words{std::string(names)};
        for (std::string name; std::getline(words, name, ' ');) {
          std::istringstream forms{name};
          for (std::string form; std::getline(forms, form, '|');) {
            CAPTURE(form);
            CHECK(profile::have_call(all, form));
          }
        }
      }
    }
  }
}
