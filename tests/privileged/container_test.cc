#include "container/container.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <csignal>

#include "base/interruption.h"
#include "container/busybox.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Box;
using namespace std::chrono_literals;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

std::string eventually_listening(const container::Container& container) {
  for (int i = 0; i < 200; ++i) {
    const auto ports = container.listening();
    if (!ports.empty()) {
      std::string text;
      for (const auto port : ports) text += std::to_string(port) + " ";
      return text;
    }
    ::usleep(10'000);
  }
  return "none";
}

bool can_connect(std::uint16_t port) {
  const base::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

TEST_CASE("a container's exit status, output and errors") {
  Box box("echo out; echo err >&2; exit 3");
  CHECK(box.run() == Exit{.code = 3});
  CHECK(has_line(box.output, "out"));
  CHECK(has_line(box.output, "err"));
  CHECK(box.container->exit() == Exit{.code = 3});
}

TEST_CASE("the app does not run before start") {
  Box box("echo ran");
  CHECK_FALSE(box.create().wait(200ms));
  CHECK(box.output.empty());
  box.container->start();
  CHECK(box.container->wait(20s));
  CHECK(box.output == "ran\n");
}

TEST_CASE("an app that writes more than a pipe holds is not blocked") {
  Box box("busybox head -c 3000000 /dev/zero; echo; echo end");
  CHECK(box.run().success());
  CHECK(box.output.size() == 3000005);
}

TEST_CASE("a signal ends the app, and the exit status says which") {
  Box box(std::vector<std::string>{"/bin/busybox", "sleep", "100"}, {});
  box.start().signal(SIGKILL);
  CHECK(box.container->wait(20s) == Exit{.signal = SIGKILL});
}

TEST_CASE("an app that handles its stop signal ends by itself") {
  Box box("trap 'echo bye; exit 5' QUIT; > /tmp/ready; while :; do busybox sleep 0.05; done");
  box.config.stop_signal = "SIGQUIT";
  box.start();
  while (!std::filesystem::exists(box / "tmp/ready")) ::usleep(5'000);
  box.container->signal(container::stop_signal(box.config));
  CHECK(box.container->wait(20s) == Exit{.code = 5});
  CHECK(has_line(box.output, "bye"));
}

TEST_CASE("processes that run when the first process ends are killed") {
  Box box("busybox sleep 1000 & echo done");
  CHECK(box.run().success());
  CHECK(box.output == "done\n");
}

TEST_CASE("a container that is not waited for is gone with its object") {
  pid_t init = 0;
  std::string id;
  {
    Box box("busybox sleep 1000");
    init = box.start().init_pid();
    id = box.directory.id();
    CHECK_FALSE(testing::leftovers(id).empty());
  }
  CHECK(::kill(init, 0) != 0);
  CHECK(testing::leftovers(id) == std::vector<std::string>{});
}

TEST_CASE("an interruption at any moment leaves nothing behind") {
  using Clock = std::chrono::steady_clock;
  int interrupted = 0;
  for (const auto after : {1ms, 5ms, 10ms, 15ms, 20ms, 30ms, 50ms, 1000ms}) {
    CAPTURE(after.count());
    std::optional<Box> box("busybox sleep 1000");
    const std::string id = box->directory.id();
    const std::filesystem::path directory = box->directory.path();
    base::interruption::set_deadline(Clock::now() + after);
    try {
      box->run();
    } catch (const Interrupted&) {
      ++interrupted;
    }
    box.reset();
    base::interruption::set_deadline({});
    CHECK_FALSE(std::filesystem::exists(directory));
    CHECK(testing::leftovers(id) == std::vector<std::string>{});
  }
  CHECK(interrupted == 8);
}

TEST_CASE("a file that is not a program is reported in the output") {
  Box box(std::vector<std::string>{"/bin/text"}, {});
  CHECK_FALSE(box.run().success());
  CHECK(box.output.find("xec format error") != std::string::npos);
}

TEST_CASE("the process has Docker's capabilities and user") {
  const std::string script =
      "busybox grep -E '^(Cap|NoNewPrivs|Groups)' /proc/self/status; busybox id";
  SUBCASE("root") {
    Box box(script);
    CHECK(box.run().success());
    CHECK(has_line(box.output, "CapBnd:\t00000000a80425fb"));
    CHECK(has_line(box.output, "CapPrm:\t00000000a80425fb"));
    CHECK(has_line(box.output, "CapEff:\t00000000a80425fb"));
    CHECK(has_line(box.output, "CapInh:\t0000000000000000"));
    CHECK(has_line(box.output, "NoNewPrivs:\t0"));
    CHECK(box.output.find("uid=0(root) gid=0(root)") != std::string::npos);
  }
  SUBCASE("a user of the image") {
    Box box(script);
    box.config.user = "app";
    CHECK(box.run().success());
    CHECK(has_line(box.output, "CapBnd:\t00000000a80425fb"));
    CHECK(has_line(box.output, "CapPrm:\t0000000000000000"));
    CHECK(has_line(box.output, "CapEff:\t0000000000000000"));
    CHECK(has_line(box.output, "uid=1000(app) gid=1000(app) groups=29(audio),44(video),1000(app)"));
  }
}

TEST_CASE("other capabilities, and no new privileges, for the app and for commands") {
  const std::string script = "busybox grep -E '^(Cap|NoNewPrivs)' /proc/self/status";
  // The command waits until the app has written its output, since the app is killed afterwards.
  const std::string wait = "until [ -e /dev/shm/told ]; do busybox usleep 10000; done; ";
  Box box(script + "; : >/dev/shm/told; busybox sleep 1000");
  box.options.hardening.capabilities = {"CAP_CHOWN", "CAP_KILL"};
  box.options.hardening.no_new_privileges = true;
  std::string bounding = "CapBnd:\t0000000000000021";
  std::string effective = "CapEff:\t0000000000000021";
  SUBCASE("two") {}
  SUBCASE("none") {
    box.options.hardening.capabilities->clear();
    bounding = "CapBnd:\t0000000000000000";
    effective = "CapEff:\t0000000000000000";
  }
  SUBCASE("two, in the bounding set of another user") {
    box.config.user = "app";
    effective = "CapEff:\t0000000000000000";
  }
  box.start();
  const std::string inside = box.container->exec({"/bin/sh", "-c", wait + script}).output.head;
  box.container->signal(SIGKILL);
  REQUIRE(box.container->wait(20s));
  for (const std::string& text : {box.output, inside}) {
    CAPTURE(text);
    CHECK(has_line(text, bounding));
    CHECK(has_line(text, effective));
    CHECK(has_line(text, "NoNewPrivs:\t1"));
  }
}

TEST_CASE("a read-only root, with a tmpfs and a directory that stay writable") {
  Box box(
      "(echo 1 > /etc/new) 2>/dev/null || echo refused; echo 2 > /run/mine/x && busybox stat -c "
      "'%a %u:%g' "
      "/run/mine; busybox ls /run/mine; echo 3 > /home/app/x && busybox cat /home/app/x; "
      "busybox grep ' /run/mine ' /proc/mounts");
  box.options.hardening.read_only_root = true;
  box.options.hardening.tmpfs = {
      {.path = "/run/mine", .mode = 0750, .uid = 12, .gid = 34, .size = 65536}};
  box.options.hardening.writable = {"/home/app"};
  CHECK(box.run().success());
  CHECK(has_line(box.output, "refused"));
  CHECK(has_line(box.output, "750 12:34"));
  CHECK(has_line(box.output, "x"));
  CHECK(has_line(box.output, "3"));
  CHECK(box.output.find("size=64k") != std::string::npos);
  CHECK(box.output.find("noexec") != std::string::npos);
  CHECK(box.rootfs.changes() == std::set<std::string>{"/home/app/x"});
}

TEST_CASE("no symlink of the image leads a writable directory to the host") {
  Box box("true");
  const auto outside = box.layers.cache() / "outside";
  std::filesystem::create_directory(outside);
  std::filesystem::create_directory_symlink(outside, box / "home/link");
  box.options.hardening.read_only_root = true;
  box.options.hardening.writable = {"/home/link"};
  CHECK_THROWS_AS(box.create(), Error);
}

TEST_CASE("environment, directory and host name") {
  Box box(
      "echo $PATH:$HOME:$FOO; busybox pwd; busybox hostname; busybox cat /etc/hosts /etc/hostname");
  box.config.user = "app";
  box.config.env = {"FOO=image"};
  box.config.working_dir = "/srv/made/for/it";
  box.options.env = {"FOO=mine"};
  box.options.hostname = "boxy";
  CHECK(box.run().success());
  CHECK(has_line(box.output,
                 "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/app:mine"));
  CHECK(has_line(box.output, "/srv/made/for/it"));
  CHECK(has_line(box.output, "boxy"));
  CHECK(has_line(box.output, "127.0.0.1\tboxy"));
}

TEST_CASE("a network of its own, with loopback") {
  Box box(std::vector<std::string>{"/bin/busybox", "nc", "-l", "-p", "80"}, {});
  box.config.user = "app";  // may bind port 80, as with Docker
  box.start();
  CHECK(eventually_listening(*box.container) == "80 ");
  CHECK_FALSE(can_connect(80));
  bool connected = false;
  box.container->in_network([&] { connected = can_connect(80); });
  CHECK(connected);
  CHECK_THROWS_WITH_AS(box.container->in_network([] { throw Error("from inside"); }), "from inside",
                       Error);
}

TEST_CASE("with the host's network only the container's own ports are reported") {
  Box box(std::vector<std::string>{"/bin/busybox", "nc", "-l", "-p", "18765"}, {});
  box.options.network = Network::host;
  const base::Fd other(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(::listen(other.get(), 1) == 0);  // a port of the host's
  box.start();
  CHECK(eventually_listening(*box.container) == "18765 ");
}

TEST_CASE("a command in the container runs as the image's user") {
  Box box("busybox sleep 1000");
  box.config.user = "app";
  box.config.env = {"FOO=bar"};
  box.config.working_dir = "/home/app";
  box.start();
  const CommandOutput output =
      box.container->exec({"/bin/sh", "-c", "busybox id -u; echo $FOO; busybox pwd >&2; exit 4"});
  CHECK(output.output.head == "1000\nbar\n");
  CHECK(output.errors.head == "/home/app\n");
  CHECK(output.exit == Exit{.code = 4});
  CHECK(box.container->exec({"/no/such"}).exit == Exit{.code = 127});
  CHECK(box.container->exec({"/bin/data"}).exit == Exit{.code = 126});
}

TEST_CASE("a command of the host runs in the container's network") {
  Box box(std::vector<std::string>{"/bin/busybox", "nc", "-l", "-p", "7000", "-e", "/bin/busybox",
                                   "echo", "hello"},
          {});
  box.start();
  REQUIRE(eventually_listening(*box.container) == "7000 ");
  const CommandOutput output =
      box.container->host_exec("busybox nc 127.0.0.1 7000; echo host >&2; exit 2");
  CHECK(output.output.head == "hello\n");
  CHECK(output.errors.head == "host\n");
  CHECK(output.exit == Exit{.code = 2});
  CHECK(box.container->host_exec("head -c 200000 /dev/zero").output.size == 200000);
  CHECK(box.container->host_exec("head -c 200000 /dev/zero >&2").errors.head.size() == 65536);
}

TEST_CASE("volumes: read-write, read-only, missing") {
  Box box("echo new > /rw/file; echo no > /ro/file; busybox cat /ro/given");
  const auto rw = box.layers.cache() / "rw";
  const auto ro = box.layers.cache() / "ro";
  std::filesystem::create_directory(rw);
  std::filesystem::create_directory(ro);
  base::write_file(ro / "given", "given\n");
  box.options.volumes = {{rw, "/rw", false}, {ro, "/ro", true}};
  SUBCASE("there") {
    CHECK(box.run().success());
    CHECK(base::read_file(rw / "file") == "new\n");
    CHECK_FALSE(std::filesystem::exists(ro / "file"));
    CHECK(has_line(box.output, "given"));
    CHECK(box.rootfs.changes().empty());
  }
  SUBCASE("missing") {
    box.options.volumes[0].source = "/no/such/directory";
    CHECK_THROWS_WITH_AS(box.create(), "cannot mount /no/such/directory on /rw: it does not exist",
                         Error);
  }
}

TEST_CASE("a seccomp profile is in force") {
  Box box("busybox mkdir /tmp/a || echo refused");
  SeccompProfile profile;
  profile.default_action = "SCMP_ACT_ALLOW";
  profile.rules.push_back(
      {.names = {"mkdir", "mkdirat"}, .action = "SCMP_ACT_ERRNO", .errno_ret = 1U});
  box.options.seccomp = profile;
  CHECK(box.run().success());
  CHECK(has_line(box.output, "refused"));
}

TEST_CASE("each runtime process can be adopted before its exec") {
  Box box("busybox sleep 1000");
  std::vector<std::string> seen;
  box.adopt = [&](pid_t pid, bool is_exec) {
    const auto executable = std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe");
    seen.push_back(executable == std::filesystem::read_symlink("/proc/self/exe") ? "held"
                                                                                 : "too late");
    if (is_exec) seen.push_back("exec");
  };
  box.start();
  box.container->exec({"/bin/busybox", "true"});
  CHECK(seen == std::vector<std::string>{"held", "held", "held", "exec"});
}
