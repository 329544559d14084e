#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

#include "base/subprocess.h"
#include "container/busybox.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Box;

// Run by the tests below in a child process, which is killed while it runs; skipped otherwise.
TEST_CASE("no test of its own: the run that the next ones kill" *
          doctest::skip(::getenv("WHITTLE_KILLED_RUN") == nullptr)) {
  Box box("echo up > /tmp/up; busybox sleep 1000");
  const container::RunDirectory directory(::getenv("WHITTLE_KILLED_RUN"));
  const container::Rootfs rootfs(directory.path(), box.layers.paths(), box.layers.file_tree());
  container::Container container(directory, rootfs, box.config, box.options, {}, {});
  container.start();
  std::ofstream(std::filesystem::path(::getenv("WHITTLE_KILLED_RUN")) / "init")
      << directory.id() << " " << container.init_pid() << "\n";
  container.wait(std::chrono::seconds(60));
}

namespace {

base::Command run_to_kill(const std::filesystem::path& cache) {
  base::Command command;
  command.arguments = {"env", "WHITTLE_KILLED_RUN=" + cache.string(), "TMPDIR=" + cache.string(),
                       std::filesystem::read_symlink("/proc/self/exe"),
                       "-tc=no test of its own: the run that the next ones kill"};
  return command;
}

std::string first_run(const std::filesystem::path& cache) {
  std::error_code none_yet;
  for (const auto& entry : std::filesystem::directory_iterator(cache / "runs", none_yet)) {
    if (entry.is_directory()) return entry.path().filename();
  }
  return "";
}

}  // namespace

TEST_CASE("a killed run's container, cgroups and files are cleaned by the next") {
  const base::TempDir cache(std::filesystem::temp_directory_path(), "whittle-test");
  base::Subprocess killed(run_to_kill(cache.path()));
  std::string id;
  pid_t init = 0;
  for (int i = 0; i < 1000 && init == 0; ++i) {
    ::usleep(10'000);
    std::ifstream(cache.path() / "init") >> id >> init;
  }
  REQUIRE(init > 0);

  SUBCASE("alive: it is left alone") {
    container::clean_dead_runs(cache.path());
    CHECK(::kill(init, 0) == 0);
  }
  killed.kill(SIGKILL);
  killed.wait();
  CHECK_FALSE(testing::leftovers(id).empty());
  container::clean_dead_runs(cache.path());
  ::waitpid(init, nullptr, 0);  // its parent is this process if that is a subreaper

  CHECK(::kill(init, 0) != 0);
  CHECK(testing::leftovers(id) == std::vector<std::string>{});
  for (const auto& entry : std::filesystem::directory_iterator(cache.path() / "runs")) {
    CHECK(entry.path().filename() == "lock");
  }
}

TEST_CASE("a run that is killed at any moment is cleaned by the next") {
  for (useconds_t milliseconds = 0; milliseconds <= 120; milliseconds += 10) {
    CAPTURE(milliseconds);
    const base::TempDir cache(std::filesystem::temp_directory_path(), "whittle-test");
    base::Subprocess killed(run_to_kill(cache.path()));
    std::string id;
    while ((id = first_run(cache.path())).empty()) ::usleep(1'000);
    ::usleep(milliseconds * 1000);
    killed.kill(SIGKILL);
    killed.wait();
    ::usleep(20'000);  // a child before its exec still holds the lock
    container::clean_dead_runs(cache.path());
    ::usleep(20'000);  // processes of the killed runtime need a moment to exit
    CHECK(testing::leftovers(id) == std::vector<std::string>{});
    CHECK(first_run(cache.path()).empty());
  }
}

TEST_CASE("a run's directory goes with it, and another's stays") {
  const base::TempDir cache(std::filesystem::temp_directory_path(), "whittle-test");
  std::filesystem::path gone;
  const container::RunDirectory other(cache.path());
  {
    const container::RunDirectory directory(cache.path());
    gone = directory.path();
    CHECK(directory.id() != other.id());
    CHECK(std::filesystem::exists(gone));
  }
  CHECK_FALSE(std::filesystem::exists(gone));
  container::clean_dead_runs(cache.path());
  CHECK(std::filesystem::exists(other.path()));
}
