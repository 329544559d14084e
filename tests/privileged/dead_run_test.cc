#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

#include "base/subprocess.h"
#include "run/busybox.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Box;

// Run by the test below in a process of its own, which is killed in the middle of it.
TEST_CASE("helper: a run that is killed" *
          doctest::skip(::getenv("WHITTLE_TEST_CACHE") == nullptr)) {
  Box box("echo up > /tmp/up; busybox sleep 1000");
  const run::RunDirectory directory(::getenv("WHITTLE_TEST_CACHE"));
  const run::Rootfs rootfs(directory.path(), box.layers.paths(), box.layers.file_tree());
  run::Container container(directory, rootfs, box.config, box.options, {}, {});
  container.start();
  std::ofstream(std::filesystem::path(::getenv("WHITTLE_TEST_CACHE")) / "init")
      << directory.id() << " " << container.init_pid() << "\n";
  container.wait(std::chrono::seconds(60));
}

TEST_CASE("a killed run's container, cgroups and files are cleaned by the next") {
  const base::TempDir cache(std::filesystem::temp_directory_path(), "whittle-test");
  base::Command command;
  command.arguments = {"/proc/self/exe", "-tc=helper: a run that is killed"};
  command.arguments[0] = std::filesystem::read_symlink("/proc/self/exe");
  command.extra_env = {{"WHITTLE_TEST_CACHE", cache.path()}, {"TMPDIR", cache.path()}};
  base::Subprocess killed(command);
  std::string id;
  pid_t init = 0;
  for (int i = 0; i < 1000 && init == 0; ++i) {
    ::usleep(10'000);
    std::ifstream(cache.path() / "init") >> id >> init;
  }
  REQUIRE(init > 0);

  SUBCASE("alive: it is left alone") {
    run::clean_dead_runs(cache.path());
    CHECK(::kill(init, 0) == 0);
  }
  killed.kill(SIGKILL);
  killed.wait();
  CHECK_FALSE(testing::leftovers(id).empty());
  run::clean_dead_runs(cache.path());
  ::waitpid(init, nullptr, 0);  // ours where this process is a subreaper already

  CHECK(::kill(init, 0) != 0);
  CHECK(testing::leftovers(id) == std::vector<std::string>{});
  for (const auto& entry : std::filesystem::directory_iterator(cache.path() / "runs")) {
    CHECK(entry.path().filename() == "lock");
  }
}

TEST_CASE("a run's directory goes with it, and another's stays") {
  const base::TempDir cache(std::filesystem::temp_directory_path(), "whittle-test");
  std::filesystem::path gone;
  const run::RunDirectory other(cache.path());
  {
    const run::RunDirectory directory(cache.path());
    gone = directory.path();
    CHECK(directory.id() != other.id());
    CHECK(std::filesystem::exists(gone));
  }
  CHECK_FALSE(std::filesystem::exists(gone));
  run::clean_dead_runs(cache.path());
  CHECK(std::filesystem::exists(other.path()));
}
