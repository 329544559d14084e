// Runs each case of tracee_cases.h under every probe: what it must record, and what it must not.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "privileged/tracee_container.h"
#include "privileged/tracee_recording.h"
#include "probes/obstacles.h"
#include "probes/probes.h"
#include "record/probe_set.h"
#include "whittle/trace.h"

using namespace whittle;
using namespace whittle::test;

namespace {

// Older kernels lack some (cap_capable: Linux 6.14); the probe then works without them.
bool has_tracepoints(std::initializer_list<const char*> names) {
  std::ifstream file("/sys/kernel/btf/vmlinux", std::ios::binary);
  const std::string types(std::istreambuf_iterator<char>(file), {});
  return std::ranges::all_of(names, [&](const std::string& name) {
    return types.find("btf_trace_" + name) != std::string::npos;
  });
}

// Kernels without IA32 emulation do not execute the program.
bool runs_i386() {
  const std::string program = std::string(WHITTLE_TRACEES) + "/i386";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program.c_str(), program.c_str(), nullptr);
    ::_exit(errno == ENOEXEC ? 126 : 127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return !(WIFEXITED(status) && WEXITSTATUS(status) == 126);
}

constexpr MakeProbe kTracers[] = {&probes::make_ptrace_probe, &probes::make_ptrace_filter_probe};

}  // namespace

TEST_CASE("what each probe sees of each tracee") {
  for (const Case& one_case : kCases) {
    for (const probes::ProbeRow& row : probes_here()) {
      const Sees sees = row.make()->sees();
      CAPTURE(std::string(one_case.name));
      CAPTURE(std::string(row.name));
      const Trace trace = test::record(row.make, one_case.arguments, one_case.uid);
      CHECK(trace.losses.total() == 0);
      check_seen(trace, one_case.opened);
      if (sees.lookups) check_seen(trace, one_case.looked_up);
      for (const char* path : one_case.unused) {
        CAPTURE(std::string(path));
        CHECK(!trace.files.contains(path));
      }
      if (sees.lookups) {
        for (const char* path : one_case.absent) {
          CAPTURE(std::string(path));
          CHECK(trace.absent.contains(path));
        }
      }
      if (sees.syscalls) {
        for (const char* call : one_case.calls) {
          CAPTURE(std::string(call));
          CHECK(trace.syscalls.at("x86_64").contains(call));
        }
        for (const char* call : one_case.denied) {
          CAPTURE(std::string(call));
          CHECK(trace.denied_syscalls.at("x86_64").contains(call));
        }
      }
    }
  }
}

TEST_CASE("changes that a read-only root refuses are recorded by path") {
  for (const MakeProbe make : kTracers) {
    const Trace trace = test::record(make, {"/bin/read_only"});
    std::set<std::string> refused;
    for (const auto& [path, use] : trace.refused) {
      refused.insert(path);
      CHECK(use.uses.contains(change));
      CHECK(use.phases.contains(Phase::app));
      CHECK(use.users == std::set<std::string>{"/usr/bin/read_only"});
    }
    CHECK(refused == std::set<std::string>{"/data/file", "/data/hard1", "/data/moved", "/data/new",
                                           "/etc/none"});
    CHECK(trace.files.at("/data/root/new").uses.contains(change));
    CHECK(trace.forbidden.empty());
  }
}

TEST_CASE("calls that fail for lack of permission are recorded by path") {
  for (const MakeProbe make : kTracers) {
    const Trace trace = test::record(make, {"/bin/denied"}, 1000);
    CHECK(trace.refused.empty());
    CHECK(trace.forbidden.at("/data/secret/file").uses.contains(opens));
    CHECK(trace.forbidden.contains("/data/empty"));  // mount(2)
  }
}

TEST_CASE("i386 calls have names and pointers of their own" * doctest::skip(!runs_i386())) {
  for (const MakeProbe make : kTracers) {
    const Trace trace = test::record(make, {"/bin/i386"});
    CHECK(trace.losses.total() == 0);
    check_seen(trace, {{"/data/file", opens}, {"/data/chain1", traverse}, {"/etc/passwd", lookup}});
    CHECK(trace.syscalls.at("x86").contains("openat"));
    CHECK(!trace.syscalls.at("x86").contains("read"));
    CHECK(trace.syscalls.at("x86_64").contains("execve"));
  }
}

TEST_CASE("only fanotify sees what io_uring opens") {
  check_seen(test::record(&probes::make_fanotify_probe, {"/bin/io_uring"}),
             {{"/data/file", opens}});
  CHECK(!test::record(&probes::make_ptrace_probe, {"/bin/io_uring"}).files.contains("/data/file"));
}

TEST_CASE("ebpf sees that io_uring looks a file up, and which capabilities are granted" *
          doctest::skip(!has_tracepoints({"cap_capable", "io_uring_submit_req"}) ||
                        probes::ebpf_obstacle().has_value())) {
  const Trace submitted = test::record(&probes::make_ebpf_probe, {"/bin/io_uring_statx"});
  CHECK(submitted.losses.submitted_path == 1);
  CHECK(test::record(&probes::make_ebpf_probe, {"/bin/io_uring"}).losses.total() == 0);

  const Trace trace = test::record(&probes::make_ebpf_probe, {"/bin/capabilities"});
  std::set<std::string> names;
  for (const auto& [name, use] : trace.capabilities) {
    names.insert(name);
    CHECK(use.users == std::set<std::string>{"/usr/bin/capabilities"});
  }
  CHECK(names == std::set<std::string>{"CAP_CHOWN", "CAP_SETUID"});
}

TEST_CASE("every open that fanotify reports is explained by a call, and vice versa") {
  std::size_t checked = 0;
  for (const Case& one_case : kCases) {
    for (const probes::ProbeRow& row : probes_here()) {
      if (!row.make()->sees().lookups) continue;
      ++checked;
      CAPTURE(std::string(one_case.name));
      CAPTURE(std::string(row.name));
      TraceeContainer::Probes both = one(&probes::make_fanotify_probe);
      both.push_back(row.make());
      TraceeContainer container(std::move(both));
      CHECK(container.start(one_case.arguments, one_case.uid).wait().success());
      const Trace trace = container.stop();
      // A probe that does not see all calls does not see the io_uring calls that explain this open.
      const bool is_unexplained =
          !row.make()->sees().syscalls && one_case.arguments.front() == "/bin/io_uring";
      if (is_unexplained) {
        CHECK(trace.contradictions ==
              std::set<std::string>{"fanotify saw /data/file opened, notify did not"});
        continue;
      }
      for (const std::string& contradiction : trace.contradictions) FAIL_CHECK(contradiction);
      CHECK(trace.losses.total() == 0);
    }
  }
  CHECK(checked >= kCases.size());
}

TEST_CASE(
    "a child with CLONE_UNTRACED is a loss; under ptrace-filter, where it could not live, it is "
    "traced") {
  CHECK(test::record(&probes::make_ptrace_probe, {"/bin/untraced_clone"}).losses.untraced_process ==
        1);
  for (const char* how : {"clone", "clone3"}) {
    CAPTURE(std::string(how));
    const Trace trace =
        test::record(&probes::make_ptrace_filter_probe, {"/bin/untraced_clone", how});
    CHECK(trace.losses.total() == 0);
    check_seen(trace, {{"/data/file", opens}});
    CHECK(trace.syscalls.at("x86_64").contains(how));
  }
}

TEST_CASE("i386 children with CLONE_UNTRACED are traced too" * doctest::skip(!runs_i386())) {
  const Trace trace = test::record(&probes::make_ptrace_filter_probe, {"/bin/i386", "untraced"});
  CHECK(trace.losses.total() == 0);
  check_seen(trace, {{"/data/hard1", opens}});
}

TEST_CASE("seccomp filters of the app, which decide before ours") {
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    const Trace trace = test::record(row.make, {"/bin/own_filter"});
    CHECK(trace.losses.total() == 0);
    check_seen(trace, {{"/data/file", opens}});
    if (!row.make()->sees().syscalls) continue;
    const auto& calls = trace.syscalls.at("x86_64");
    // A refused call is not entered; only a tracer sees it.
    if (row.takes.tracer) CHECK(calls.contains("getppid"));
    CHECK(trace.denied_syscalls.at("x86_64").contains("getppid"));
    CHECK(calls.contains("gettid"));
  }
}

TEST_CASE("what the runtime does is recorded apart from what the app does") {
  for (const MakeProbe make : kTracers) {
    const Trace trace = test::record(make, {"/bin/stat_only"});
    const FileUse& group = trace.files.at("/etc/group");  // looked up by the launcher
    CHECK(group.phases.contains(Phase::runtime));
    CHECK(!group.phases.contains(Phase::app));
    CHECK(!trace.files.contains("/proc"));  // before pivot_root, on the host
    const auto& calls = trace.syscalls.at("x86_64");
    CHECK(calls.at("pivot_root").phases.contains(Phase::runtime));
    CHECK(!calls.at("pivot_root").phases.contains(Phase::app));
    CHECK(calls.at("exit_group").phases.contains(Phase::app));
    CHECK(trace.files.at("/data/file").users == std::set<std::string>{"/usr/bin/stat_only"});
  }
}

TEST_CASE("phases: shutdown and exec") {
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    TraceeContainer container(one(row.make));
    base::Subprocess app = container.start({"/bin/at_exit"});
    const pid_t init = test::wait_for_program(app.pid(), "at_exit");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    container.probes().enter(Phase::shutdown);
    REQUIRE(::kill(init, SIGTERM) == 0);
    CHECK(app.wait().success());
    const Trace trace = container.stop();
    EnumSet<Phase> only_shutdown;
    only_shutdown.insert(Phase::shutdown);
    CHECK(trace.files.at("/etc/conf.d/a").phases == only_shutdown);
    CHECK(!trace.files.at("/data/file").phases.contains(Phase::shutdown));
  }

  TraceeContainer container(one(&probes::make_ptrace_probe));
  CHECK(container.start({"/bin/stat_only"}, 0, Phase::exec).wait().success());
  const Trace trace = container.stop();
  CHECK(trace.files.at("/data/file").phases.contains(Phase::exec));
  CHECK(!trace.files.at("/data/file").phases.contains(Phase::app));
}

TEST_CASE("an app that ignores the stop signal is followed until it is killed") {
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    TraceeContainer container(one(row.make));
    base::Subprocess app = container.start({"/bin/stubborn"});
    const pid_t init = wait_for_program(app.pid(), "stubborn");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    container.probes().enter(Phase::shutdown);
    REQUIRE(::kill(init, SIGTERM) == 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    REQUIRE(::kill(init, SIGKILL) == 0);
    CHECK(!app.wait().success());
    const Trace trace = container.stop();
    CHECK(trace.losses.total() == 0);
    check_seen(trace, {{"/data/file", opens}, {"/etc/conf.d/a", opens}});
    // A probe that sees each file once does not see that it is used again.
    if (!row.make()->sees().syscalls) continue;
    CHECK(trace.files.at("/etc/conf.d/a").phases.contains(Phase::shutdown));
    CHECK(trace.syscalls.at("x86_64").at("openat").phases.contains(Phase::shutdown));
    CHECK(!used_by_app(trace.syscalls.at("x86_64").at("exit_group").phases));
  }
}

TEST_CASE("each use is recorded with the exercise at that time") {
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    TraceeContainer container(one(row.make));
    container.probes().begin(kBeforeExercises);
    base::Subprocess app = container.start({"/bin/at_exit"});
    const pid_t init = test::wait_for_program(app.pid(), "at_exit");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    container.probes().begin("GET :80/");
    REQUIRE(::kill(init, SIGTERM) == 0);
    CHECK(app.wait().success());
    const Trace trace = container.stop();
    CHECK(trace.files.at("/etc/conf.d/a").exercises == std::set<std::string>{"GET :80/"});
    CHECK(trace.files.at("/data/file").exercises == std::set<std::string>{"start"});
    if (!row.make()->sees().syscalls) continue;
    const CallUse& ended = trace.syscalls.at("x86_64").at("exit_group");
    CHECK(ended.users == std::set<std::string>{"/usr/bin/at_exit"});
    CHECK(ended.exercises == std::set<std::string>{"GET :80/"});
    CHECK(trace.syscalls.at("x86_64").at("pivot_root").users.empty());
    CHECK(trace.syscalls.at("x86_64").at("pivot_root").exercises.empty());
  }
}

TEST_CASE("uses by the runtime and during shutdown are not attributed to an exercise") {
  for (const MakeProbe make : kTracers) {
    TraceeContainer container(one(make));
    record::ProbeSet& probe = container.probes();
    probe.begin("GET :80/");
    base::Subprocess app = container.start({"/bin/at_exit"});
    const pid_t init = test::wait_for_program(app.pid(), "at_exit");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    probe.enter(Phase::shutdown);
    REQUIRE(::kill(init, SIGTERM) == 0);
    CHECK(app.wait().success());
    const Trace trace = container.stop();
    CHECK(trace.files.at("/etc/conf.d/a").exercises.empty());
    CHECK(trace.files.at("/etc/group").exercises.empty());  // looked up by the launcher
    CHECK(trace.files.at("/data/file").exercises == std::set<std::string>{"GET :80/"});
  }
}

TEST_CASE("the programs that ran, with their arguments") {
  for (const MakeProbe make : kTracers) {
    const Trace trace = test::record(make, {"/scripts/two"});
    const ProcessRecord script{.executable = "/usr/bin/busybox",
                               .arguments = {"/bin/sh", "/scripts/one", "argument", "/scripts/two"},
                               .phase = Phase::app};
    CHECK(trace.processes.contains(script));
  }
}
