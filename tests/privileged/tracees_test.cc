// One table of cases, each run under every probe: what it must see, and what it must not.
#include <doctest/doctest.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "privileged/tracee_container.h"
#include "probes/probes.h"
#include "whittle/trace.h"

using namespace whittle;
using test::TraceeContainer;

namespace {

struct Seen {
  const char* path;
  Use use;
};
using Paths = std::vector<const char*>;

struct Case {
  const char* name;
  std::vector<std::string> arguments;
  std::vector<Seen> opened = {};     // opens and execs: every probe must see them
  std::vector<Seen> looked_up = {};  // only who follows system calls
  Paths unused = {};                 // no probe may book these
  Paths absent = {};
  std::vector<const char*> calls = {};
  std::vector<const char*> denied = {};
  int uid = 0;
};

// Kernels without IA32 emulation refuse the program itself.
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

constexpr auto opens = Use::open;
constexpr auto exec = Use::exec;
constexpr auto lookup = Use::lookup;
constexpr auto traverse = Use::traverse;
constexpr auto list = Use::list;
constexpr auto change = Use::change;

const std::vector<Case> kCases = {
    {.name = "a file that is only looked at",
     .arguments = {"/bin/stat_only"},
     .opened = {{"/usr/bin/stat_only", exec}},
     .looked_up = {{"/data/file", lookup}, {"/bin", traverse}},
     .unused = {"/data", "/etc/passwd", "/bin/stat_only"}},
    {.name = "an empty directory that is looked up",
     .arguments = {"/bin/access_directory"},
     .looked_up = {{"/data/empty", lookup}}},
    {.name = "what is not there",
     .arguments = {"/bin/absent"},
     .looked_up = {{"/lib", traverse}},
     .unused = {"/data/none", "/data/none/deep", "/usr/lib/none"},
     .absent = {"/data/none/deep", "/usr/lib/none"}},
    {.name = "a file in a directory's place",
     .arguments = {"/bin/not_directory"},
     .looked_up = {{"/data/file", lookup}},
     .unused = {"/data/file/below"}},
    {.name = "what may not be opened",
     .arguments = {"/bin/denied"},
     .looked_up = {{"/data/secret/file", lookup}, {"/data/empty", lookup}},
     .denied = {"mount", "openat"},
     .uid = 1000},
    {.name = "a chain of symlinks",
     .arguments = {"/bin/open_path", "/data/chain1"},
     .opened = {{"/data/file", opens}},
     .looked_up = {{"/data/chain1", traverse}, {"/data/chain2", traverse}}},
    {.name = "a directory that is a symlink",
     .arguments = {"/bin/open_path", "/lib/libx"},
     .opened = {{"/usr/lib/libx", opens}},
     .looked_up = {{"/lib", traverse}},
     .unused = {"/lib/libx"}},
    {.name = "a symlink that climbs beyond the root",
     .arguments = {"/bin/open_path", "/data/up/passwd", "/../../etc/group"},
     .opened = {{"/etc/passwd", opens}, {"/etc/group", opens}},
     .looked_up = {{"/data/up", traverse}}},
    {.name = "a loop of symlinks",
     .arguments = {"/bin/symlink_loop"},
     .looked_up = {{"/data/loop", traverse}}},
    {.name = "a path below a directory's descriptor",
     .arguments = {"/bin/dirfd"},
     .opened = {{"/data/file", opens}},
     .looked_up = {{"/data", lookup}}},
    {.name = "the same with descriptor 0",
     .arguments = {"/bin/dirfd_zero"},
     .opened = {{"/data/file", opens}, {"/data", opens}}},
    {.name = "paths relative to the working directory",
     .arguments = {"/bin/chdir"},
     .opened = {{"/data/file", opens}, {"/etc/passwd", opens}, {"/etc/conf.d/a", opens}},
     .looked_up = {{"/data", Use::chdir}}},
    {.name = "fchdir",
     .arguments = {"/bin/fchdir"},
     .opened = {{"/data/file", opens}},
     .looked_up = {{"/data", Use::chdir}}},
    {.name = "threads with and without a working directory of their own",
     .arguments = {"/bin/thread_cwd"},
     .opened = {{"/data/file", opens}, {"/etc/passwd", opens}},
     .looked_up = {{"/data/chain2", traverse}, {"/data", Use::chdir}, {"/etc", Use::chdir}},
     .absent = {"/passwd"}},
    {.name = "openat2",
     .arguments = {"/bin/openat2"},
     .opened = {{"/data/file", opens}},
     .calls = {"openat2"}},
    {.name = "openat2 with a root of its own",
     .arguments = {"/bin/openat2_in_root"},
     .opened = {{"/data/root/inner", opens}},
     .looked_up = {{"/data/root/link", traverse}},
     .unused = {"/inner"}},
    {.name = "an empty path means the descriptor",
     .arguments = {"/bin/empty_path"},
     .looked_up = {{"/data/file", lookup}, {"/", lookup}}},
    {.name = "a null path means the descriptor or an error",
     .arguments = {"/bin/null_path"},
     .opened = {{"/data/file", opens}},
     .looked_up = {{"/data/file", change}}},
    {.name = "a path at the very end of the memory",
     .arguments = {"/bin/path_at_page_end"},
     .opened = {{"/data/file", opens}}},
    {.name = "execveat of a descriptor",
     .arguments = {"/bin/execveat"},
     .opened = {{"/usr/bin/quit", exec}}},
    {.name = "fexecve", .arguments = {"/bin/fexecve"}, .opened = {{"/usr/bin/quit", exec}}},
    {.name = "an exec through /proc/self/fd",
     .arguments = {"/bin/fexecve", "proc"},
     .opened = {{"/usr/bin/quit", exec}}},
    {.name = "an exec of a program in memory",
     .arguments = {"/bin/memfd_exec"},
     .opened = {{"/data/file", opens}, {"/usr/bin/open_path", opens}}},
    {.name = "a script",
     .arguments = {"/scripts/one"},
     .opened = {{"/usr/bin/busybox", exec}, {"/scripts/one", exec}, {"/data/file", opens}},
     .looked_up = {{"/usr/bin/sh", traverse}, {"/bin", traverse}}},
    {.name = "a script whose interpreter is a script",
     .arguments = {"/scripts/two"},
     .opened = {{"/usr/bin/busybox", exec}, {"/scripts/one", exec}, {"/scripts/two", exec}},
     .looked_up = {{"/usr/bin/sh", traverse}}},
    {.name = "a script by way of env",
     .arguments = {"/scripts/three"},
     .opened = {{"/usr/bin/busybox", exec}, {"/scripts/three", exec}, {"/data/file", opens}},
     .looked_up = {{"/usr/bin/env", traverse}}},
    {.name = "a library that is loaded late",
     .arguments = {"/bin/dlopen"},
     .opened = {{"/data/plugin.so", opens}, {"/usr/lib/x86_64-linux-gnu/libc.so.6", opens}},
     .looked_up = {{"/lib", traverse}}},
    {.name = "a directory's listing",
     .arguments = {"/bin/listing"},
     .opened = {{"/etc/conf.d", opens}},
     .looked_up = {{"/etc/conf.d", list}},
     .unused = {"/etc/conf.d/a"}},
    {.name = "/proc/self leads back into the image",
     .arguments = {"/bin/proc_self"},
     .opened = {{"/usr/bin/proc_self", exec}},
     .looked_up = {{"/usr/bin/proc_self", opens},
                   {"/data/file", lookup},
                   {"/data/root/inner", lookup},
                   {"/etc/conf.d/b", lookup}},
     .unused = {"/proc", "/proc/self"}},
    {.name = "a symlink that is only read",
     .arguments = {"/bin/readlink"},
     .looked_up = {{"/data/chain1", Use::readlink}},
     .unused = {"/data/chain2", "/data/file"}},
    {.name = "extended attributes",
     .arguments = {"/bin/getxattr"},
     .looked_up = {{"/data/file", lookup}, {"/data/chain1", lookup}, {"/etc/passwd", Use::xattr}},
     .unused = {"/data/chain2"}},
    {.name = "a watch on a directory",
     .arguments = {"/bin/inotify"},
     .looked_up = {{"/data/empty", lookup}}},
    {.name = "a root of its own",
     .arguments = {"/bin/chroot"},
     .opened = {{"/data/root/inner", opens}},
     .looked_up = {{"/data/root", Use::chdir}, {"/data/root/link", traverse}},
     .unused = {"/inner", "/link"}},
    {.name = "mounts over the image",
     .arguments = {"/bin/mount_over"},
     .opened = {{"/usr/lib/liby", opens}},
     .looked_up =
         {{"/usr/lib/libx", lookup}, {"/mnt", lookup}, {"/data", lookup}, {"/data/file", lookup}},
     .unused = {"/mnt/libx", "/mnt/liby", "/libx", "/liby", "/data/long"}},
    {.name = "a volume",
     .arguments = {"/bin/open_path", "/vol/file", "/tmp", "/proc/self/status"},
     .unused = {"/vol/file", "/file", "/tmp", "/proc/self/status"}},
    {.name = "io_uring opens without a call",
     .arguments = {"/bin/io_uring"},
     .calls = {"io_uring_setup", "io_uring_enter"}},
    {.name = "files that are changed",
     .arguments = {"/bin/modify"},
     .opened = {{"/data/file", opens}},
     .looked_up = {{"/data/file", change},
                   {"/data/long", change},
                   {"/etc/passwd", change},
                   {"/data/new", change},
                   {"/data/empty", lookup}}},
    {.name = "files that are renamed",
     .arguments = {"/bin/rename"},
     .looked_up = {{"/data/file", change},
                   {"/data/renamed", opens},
                   {"/etc/made", change},
                   {"/etc/moved/a", opens}}},
    {.name = "a file that is removed after it was read",
     .arguments = {"/bin/delete"},
     .opened = {{"/data/file", opens}, {"/data/name (deleted)", opens}},
     .looked_up = {{"/data/file", change}},
     .unused = {"/data/file (deleted)", "/data/name"}},
    {.name = "both names of a file",
     .arguments = {"/bin/open_path", "/data/hard1", "/data/hard2"},
     .opened = {{"/data/hard1", opens}, {"/data/hard2", opens}}},
    {.name = "a child that shares its parent's memory",
     .arguments = {"/bin/vfork"},
     .opened = {{"/data/file", opens}, {"/usr/bin/open_path", exec}},
     .calls = {"vfork"}},
    {.name = "threads",
     .arguments = {"/bin/threads"},
     .opened = {{"/many/0", opens}, {"/many/79", opens}, {"/many/159", opens}}},
    {.name = "an exec by a thread that is not the first",
     .arguments = {"/bin/non_leader_exec"},
     .opened = {{"/data/file", opens}, {"/usr/bin/open_path", exec}}},
    {.name = "stops, continues and interrupted calls",
     .arguments = {"/bin/signals"},
     .opened = {{"/data/file", opens}, {"/etc/passwd", opens}},
     .calls = {"pause"}},
    {.name = "a process that outlives its parent",
     .arguments = {"/bin/orphan"},
     .opened = {{"/data/file", opens}}},
    {.name = "a call that never returns", .arguments = {"/bin/blocked"}, .calls = {"epoll_pwait"}},
    {.name = "unix sockets by path",
     .arguments = {"/bin/unix_socket"},
     .looked_up = {{"/data/empty/socket", change}, {"/data/to_empty", traverse}},
     .absent = {"/data/no_socket"}},
    {.name = "a debugger inside",
     .arguments = {"/bin/own_ptrace"},
     .opened = {{"/data/file", opens}},
     .calls = {"ptrace"}},
};

using MakeProbe = std::unique_ptr<Probe> (*)();
constexpr MakeProbe kProbes[] = {&probes::make_fanotify_probe, &probes::make_ptrace_probe,
                                 &probes::make_ebpf_probe, &probes::make_notify_probe};

TraceeContainer::Probes one(MakeProbe make) {
  TraceeContainer::Probes list_of_one;
  list_of_one.push_back(make());
  return list_of_one;
}

Trace record(MakeProbe make, const std::vector<std::string>& arguments, int uid = 0) {
  TraceeContainer container(one(make));
  CHECK(container.start(arguments, uid).wait().success());
  return container.stop();
}

void check_seen(const Trace& trace, const std::vector<Seen>& wanted) {
  for (const Seen& seen : wanted) {
    CAPTURE(std::string(seen.path));
    CAPTURE(std::string(use_name(seen.use)));
    const auto found = trace.files.find(seen.path);
    const bool is_seen = found != trace.files.end();
    CHECK(is_seen);
    if (!is_seen) continue;
    CHECK(found->second.uses.contains(seen.use));
    CHECK(found->second.phases.contains(Phase::app));
  }
}

}  // namespace

TEST_CASE("what each probe sees of each tracee") {
  for (const Case& one_case : kCases) {
    for (const MakeProbe make : kProbes) {
      const Sees sees = make()->sees();
      CAPTURE(std::string(one_case.name));
      CAPTURE(std::string(make()->name()));
      const Trace trace = record(make, one_case.arguments, one_case.uid);
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

TEST_CASE("changes that a read-only root refuses are told by path") {
  const Trace trace = record(&probes::make_ptrace_probe, {"/bin/read_only"});
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

TEST_CASE("calls that permissions refuse are told by path") {
  const Trace trace = record(&probes::make_ptrace_probe, {"/bin/denied"}, 1000);
  CHECK(trace.refused.empty());
  CHECK(trace.forbidden.at("/data/secret/file").uses.contains(opens));
  CHECK(trace.forbidden.contains("/data/empty"));  // mount(2)
}

TEST_CASE("i386 calls have names and pointers of their own" * doctest::skip(!runs_i386())) {
  const Trace trace = record(&probes::make_ptrace_probe, {"/bin/i386"});
  CHECK(trace.losses.total() == 0);
  check_seen(trace, {{"/data/file", opens}, {"/data/chain1", traverse}, {"/etc/passwd", lookup}});
  CHECK(trace.syscalls.at("x86").contains("openat"));
  CHECK(!trace.syscalls.at("x86").contains("read"));
  CHECK(trace.syscalls.at("x86_64").contains("execve"));
}

TEST_CASE("only fanotify sees what io_uring opens") {
  check_seen(record(&probes::make_fanotify_probe, {"/bin/io_uring"}), {{"/data/file", opens}});
  CHECK(!record(&probes::make_ptrace_probe, {"/bin/io_uring"}).files.contains("/data/file"));
}

TEST_CASE("a burst of opens and a storm of processes lose nothing") {
  for (const MakeProbe make : kProbes) {
    CAPTURE(std::string(make()->name()));
    const Trace burst = record(make, {"/bin/burst"});
    const Trace storm = record(make, {"/bin/fork_storm"});
    CHECK(burst.losses.total() == 0);
    CHECK(storm.losses.total() == 0);
    int missing = 0;
    for (int i = 0; i < 3000; ++i) missing += !burst.files.contains("/many/" + std::to_string(i));
    for (int i = 0; i < 1000; ++i) missing += !storm.files.contains("/many/" + std::to_string(i));
    CHECK(missing == 0);
  }
}

TEST_CASE("every open that fanotify reports is explained by a call or is an ELF interpreter's") {
  for (const char* tracee :
       {"dlopen", "chdir", "memfd_exec", "threads", "delete", "openat2_in_root"}) {
    TraceeContainer::Probes both;
    for (const MakeProbe make : kProbes) both.push_back(make());
    TraceeContainer container(std::move(both));
    CHECK(container.start({std::string("/bin/") + tracee}).wait().success());
    const Trace trace = container.stop();
    CHECK(trace.losses.total() == 0);
    CHECK(trace.probes == std::set<std::string>{"ebpf", "fanotify", "notify", "ptrace"});
    for (const auto& [path, use] : trace.files) {
      CAPTURE(path);
      const bool explained =
          (use.sources.contains("ptrace") && use.sources.contains("ebpf") &&
           // A runtime loads the filter when it has done most of its work.
           (use.sources.contains("notify") || !use.phases.contains(Phase::app))) ||
          path == "/lib64/ld-linux-x86-64.so.2";
      CHECK(explained);
      // fanotify says nothing again of what it has seen executed.
      const bool opened = use.uses.contains(opens) && !use.uses.contains(exec);
      if (opened) CHECK(use.sources.contains("fanotify"));
    }
  }
}

TEST_CASE("a child hidden from tracers is a loss") {
  CHECK(record(&probes::make_ptrace_probe, {"/bin/untraced_clone"}).losses.untraced_process == 1);
}

TEST_CASE("what the runtime does is told from what the app does") {
  const Trace trace = record(&probes::make_ptrace_probe, {"/bin/stat_only"});
  const FileUse& group = trace.files.at("/etc/group");  // looked up by the launcher
  CHECK(group.phases.contains(Phase::runtime));
  CHECK(!group.phases.contains(Phase::app));
  CHECK(!trace.files.contains("/proc"));  // before pivot_root: the host's side
  const auto& calls = trace.syscalls.at("x86_64");
  CHECK(calls.at("pivot_root").contains(Phase::runtime));
  CHECK(!calls.at("pivot_root").contains(Phase::app));
  CHECK(calls.at("exit_group").contains(Phase::app));
  CHECK(trace.files.at("/data/file").users == std::set<std::string>{"/usr/bin/stat_only"});
}

TEST_CASE("phases: shutdown and exec") {
  for (const MakeProbe make : kProbes) {
    CAPTURE(std::string(make()->name()));
    TraceeContainer container(one(make));
    base::Subprocess app = container.start({"/bin/at_exit"});
    const pid_t init = test::wait_for_program(app.pid(), "at_exit");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (const auto& probe : container.probes()) probe->enter(Phase::shutdown);
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

TEST_CASE("each use knows the exercise that was at work") {
  for (const MakeProbe make : kProbes) {
    CAPTURE(std::string(make()->name()));
    TraceeContainer container(one(make));
    for (const auto& probe : container.probes()) probe->begin(kBeforeExercises);
    base::Subprocess app = container.start({"/bin/at_exit"});
    const pid_t init = test::wait_for_program(app.pid(), "at_exit");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (const auto& probe : container.probes()) probe->begin("GET :80/");
    REQUIRE(::kill(init, SIGTERM) == 0);
    CHECK(app.wait().success());
    const Trace trace = container.stop();
    CHECK(trace.files.at("/etc/conf.d/a").exercises == std::set<std::string>{"GET :80/"});
    CHECK(trace.files.at("/data/file").exercises == std::set<std::string>{"start"});
  }
}

TEST_CASE("neither the runtime's uses nor those of the shutdown are an exercise's") {
  TraceeContainer container(one(&probes::make_ptrace_probe));
  Probe& probe = *container.probes().front();
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

TEST_CASE("the programs that ran, with their arguments") {
  const Trace trace = record(&probes::make_ptrace_probe, {"/scripts/two"});
  const ProcessRecord script{.executable = "/usr/bin/busybox",
                             .arguments = {"/bin/sh", "/scripts/one", "argument", "/scripts/two"},
                             .phase = Phase::app};
  CHECK(trace.processes.contains(script));
}

// In a process of its own, which has no descriptors left for the kernel to open files with.
TEST_CASE("an open that is lost for want of a descriptor is counted") {
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 1;
    try {
      TraceeContainer container(one(&probes::make_fanotify_probe));
      base::Subprocess tracee = container.start({"/bin/burst"}, 0, Phase::runtime, [] {
        const rlimit none{3, 3};
        ::setrlimit(RLIMIT_NOFILE, &none);
      });
      while (!tracee.poll()) ::usleep(1000);
      status = container.stop().losses.descriptor_failure > 1000 ? 0 : 2;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    ::_exit(status);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}
