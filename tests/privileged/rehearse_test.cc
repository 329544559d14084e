#include <doctest/doctest.h>

#include "container/busybox.h"
#include "profile/docker_default.h"
#include "rehearse/sandbox.h"

using namespace whittle;
using namespace whittle::rehearse;

namespace {

// Units are shell commands, run by the driver's own shell.
constexpr const char* kShellDriver = R"(
token=$1; shift 2; unit=0
for code; do
  echo "$token b $unit"
  if eval "$code" >/dev/null 2>&1; then echo "$token l $unit"; else echo "$token f $unit"; fi
  unit=$((unit + 1))
done
)";

struct Shell {
  Shell()
      : layers((testing::enter_mount_namespace_once(),
                std::vector<std::string>{testing::busybox_layer()}),
               testing::busybox_contents()) {
    image.layers.emplace_back();
    options.cache = layers.cache();
    options.time_limit = std::chrono::seconds(12);
    options.seccomp = profile::docker_default(Platform::host().architecture, {});
    if (const char* runtime = ::getenv("WHITTLE_TEST_RUNTIME")) options.runtime = runtime;
  }

  std::vector<UnitResult> load(const std::vector<std::string>& commands) {
    Plan plan{.runtime = "sh",
              .verb = "run",
              .command = {"/bin/sh", "-c", kShellDriver, "sh"},
              .options = "",
              .units = {},
              .opener = ""};
    for (const std::string& command : commands) plan.units.push_back({command, ""});
    const Subject subject{image, layers.file_tree(), layers.paths()};
    Sandbox sandbox(subject, options);
    return sandbox.load(plan, plan.units, Watch::opens, trace);
  }

  testing::Layers layers;
  Image image;
  SandboxOptions options;
  Trace trace;
};

}  // namespace

TEST_CASE("a rehearsal has no network, no capabilities, and nothing of the host") {
  Shell shell;
  const std::vector<std::string> commands = {
      "[ $(busybox ls /sys/class/net) = lo ]",
      "busybox grep -q CapBnd:.*0000000000000000 /proc/self/status",
      "busybox grep -q NoNewPrivs:.*1 /proc/self/status",
      "busybox grep -q Seccomp:.*2 /proc/self/status",
      "! busybox mount -t tmpfs none /tmp",
      "busybox cat /etc/passwd"};
  const std::vector<UnitResult> results = shell.load(commands);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    CHECK_MESSAGE(results[i].outcome == Outcome::loaded, commands[i], ": ", results[i].detail);
  }
  CHECK(shell.trace.files.contains("/etc/passwd"));
}

TEST_CASE("units that hang, exit or write are skipped or loaded, and leave nothing behind") {
  const std::vector<std::string> before = testing::leftovers("whittle-");
  Shell shell;
  const std::vector<UnitResult> results =
      shell.load({"true", "busybox sleep 100", "exit 3", "echo x >/etc/passwd", "false",
                  "busybox nc -l -p 80 & true", "[ ! -s /etc/x ]"});
  const auto outcome = [&](std::size_t unit) { return results[unit].outcome; };
  CHECK(outcome(0) == Outcome::loaded);
  CHECK(outcome(1) == Outcome::skipped);
  CHECK(results[1].detail == "did not end");
  CHECK(outcome(2) == Outcome::skipped);
  CHECK(results[2].detail == "exited with status 3");
  CHECK(outcome(3) == Outcome::loaded);
  CHECK(outcome(4) == Outcome::failed);
  CHECK(outcome(5) == Outcome::loaded);
  CHECK(outcome(6) == Outcome::loaded);
  CHECK(base::read_file(shell.layers.paths()[0] / "etc/passwd").starts_with("root:"));
  CHECK(testing::leftovers("whittle-") == before);
}
