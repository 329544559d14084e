// The probes that need a seccomp filter, in containers of a real runtime.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "base/atomic_file.h"
#include "container/busybox.h"
#include "container/cgroups.h"
#include "probes/probes.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Box;
using namespace std::chrono_literals;

namespace {

using MakeProbe = std::unique_ptr<Probe> (*)();
constexpr MakeProbe kProbes[] = {&probes::make_notify_probe, &probes::make_ptrace_filter_probe};

// A container whose calls are stopped by a probe.
struct Watched {
  Watched(MakeProbe make, const std::string& script) : box(script), probe(make()) {
    probe->prepare({.rootfs = box.rootfs.path(), .device = box.rootfs.device()});
    box.options.filter = probe->filter();
    box.adopt = [this](pid_t pid, bool is_exec) {
      probe->adopt(pid, is_exec ? Phase::exec : Phase::runtime);
    };
  }
  void start() {
    box.create();
    probe->attach({.init_pid = box.container->init_pid()});
    box.container->start();
  }
  Trace stop() {
    const auto exit = box.container->wait(20s);
    REQUIRE(exit);
    CHECK(exit->success());
    Trace trace;
    probe->stop(trace);
    CHECK(trace.losses.total() == 0);
    return trace;
  }

  Box box;
  std::unique_ptr<Probe> probe;
};

bool has(const std::map<std::string, FileUse>& files, const std::string& path, Use use,
         Phase phase) {
  const auto found = files.find(path);
  return found != files.end() && found->second.uses.contains(use) &&
         found->second.phases.contains(phase);
}

const std::string kScript =
    "busybox stat /etc/group; [ -e /no/such ]; > /tmp/up; until [ -e /tmp/down ]; do busybox sleep "
    "0.05; done; cd /home && [ -d app ]";

// Runs kScript, and executes commands in the container meanwhile.
Trace follow(Watched& watched) {
  watched.start();
  for (int i = 0; i < 400 && !std::filesystem::exists(watched.box / "tmp/up"); ++i) ::usleep(5000);
  const CommandOutput output =
      watched.box.container->exec({"/bin/sh", "-c", "[ -e /bin/data ] && echo there"});
  CHECK(output.output.head == "there\n");
  watched.box.container->exec({"/bin/sh", "-c", "> /tmp/down"});
  return watched.stop();
}

void check_followed(const Trace& trace) {
  CHECK(has(trace.files, "/bin/busybox", Use::exec, Phase::app));
  CHECK(has(trace.files, "/bin/sh", Use::traverse, Phase::app));
  CHECK(has(trace.files, "/etc/group", Use::lookup, Phase::app));
  CHECK(trace.files.at("/etc/group").users.contains("/bin/busybox"));
  CHECK(has(trace.absent, "/no/such", Use::lookup, Phase::app));
  CHECK(has(trace.files, "/home", Use::chdir, Phase::app));
  CHECK(has(trace.files, "/home/app", Use::lookup, Phase::app));
  CHECK(has(trace.files, "/bin/data", Use::lookup, Phase::exec));
  CHECK(!trace.files.at("/bin/data").phases.contains(Phase::app));
}

}  // namespace

TEST_CASE("a runtime's container is followed, and commands executed in it later") {
  for (const MakeProbe make : kProbes) {
    for (const bool no_new_privileges : {false, true}) {
      Watched watched(make, kScript);
      CAPTURE(std::string(watched.probe->name()));
      CAPTURE(no_new_privileges);
      watched.box.options.hardening.no_new_privileges = no_new_privileges;
      check_followed(follow(watched));
    }
  }
}

TEST_CASE(
    "under a profile: what it refuses stays refused, and probes that see refusals record it") {
  for (const MakeProbe make : kProbes) {
    Watched watched(make, "busybox mkdir /tmp/made; " + kScript);
    CAPTURE(std::string(watched.probe->name()));
    SeccompProfile profile;
    profile.default_action = "SCMP_ACT_ALLOW";
    profile.rules.push_back(
        {.names = {"mkdir", "mkdirat"}, .action = "SCMP_ACT_ERRNO", .errno_ret = EACCES});
    watched.box.options.seccomp = profile;
    const Trace trace = follow(watched);
    check_followed(trace);
    CHECK(watched.box.output.find("Permission denied") != std::string::npos);
    CHECK(!std::filesystem::exists(watched.box / "tmp/made"));
    if (!watched.probe->sees().refusals) continue;
    CHECK(trace.denied_syscalls.at("x86_64").contains("mkdir"));
  }
}

// In a child process, which is killed.
TEST_CASE("when the recording process dies, the container is killed") {
  for (const MakeProbe make : kProbes) {
    const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::unshare(CLONE_NEWNS);  // so that its mounts vanish with it
      ::setenv("TMPDIR", directory.path().c_str(), 1);
      Watched watched(make, "while :; do [ -e /etc/passwd ]; done");
      watched.start();
      base::write_file(directory.path() / "id", watched.box.directory.id());
      const pid_t init = watched.box.container->init_pid();
      [[maybe_unused]] const ssize_t written = ::write(ends[1], &init, sizeof init);
      for (;;) ::pause();
    }
    ::close(ends[1]);
    pid_t init = 0;
    REQUIRE(::read(ends[0], &init, sizeof init) == sizeof init);
    ::close(ends[0]);
    const std::string status = "/proc/" + std::to_string(init) + "/cmdline";
    const auto runs = [&] {
      std::string command;
      std::ifstream(status) >> command;
      return !command.empty();
    };
    ::usleep(300'000);
    CHECK(runs());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (int i = 0; i < 400 && runs(); ++i) ::usleep(5000);
    CHECK(!runs());
    container::remove_cgroups(base::read_file(directory.path() / "id"));
  }
}
